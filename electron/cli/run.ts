import { type Command, CommanderError } from 'commander';
import { appError } from '../../shared/errors.ts';
import { errorText } from '../../shared/words/errors.ts';
import { loadLocale, t } from '../../shared/words/words.ts';
import { keepLog, logToFile } from '../base/log/log.ts';
import { exitCodes, Failure } from './failure.ts';
import { commandLineLanguage } from './language.ts';
import { oneLine } from './one-line.ts';
import { createProgram } from './program.ts';
import type { Surroundings } from './surroundings.ts';
import { usageErrorText } from './usage-error.ts';

/** Runs one command. Never rejects. @returns the exit code. */
export async function runCommand(
  args: readonly string[],
  here: Omit<Surroundings, 'args'>,
): Promise<number> {
  const surroundings = { ...here, args };
  await loadLocale({ language: commandLineLanguage(surroundings.env), region: undefined });
  const program = createProgram(surroundings);
  program.hook('preAction', (_program, command) => refuseEmptyPaths(command));
  try {
    refuseDashedValues(program, args);
    await program.parseAsync(behindOptions(args), { from: 'user' });
    return exitCodes.done;
  } catch (error) {
    const { message, exitCode } = ending(error, program, args, surroundings);
    if (message !== '') surroundings.stderr(oneLine(message));
    return exitCode;
  }
}

function ending(
  error: unknown,
  program: Command,
  args: readonly string[],
  { home }: Surroundings,
): Pick<Failure, 'message' | 'exitCode'> {
  if (error instanceof Failure) return error;
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return { message: '', exitCode: exitCodes.done };
    const message =
      error.code === 'commander.help' ? chooseCommand(program, args) : usageErrorText(error);
    return { message, exitCode: exitCodes.wrongUsage };
  }
  keepLog(home);
  logToFile('latchkey command', error);
  return { message: errorText(appError('internal')), exitCode: exitCodes.refused };
}

/** The message for a noun without its verb. */
function chooseCommand(program: Command, args: readonly string[]): string {
  const noun = program.commands.find((command) => command.name() === args[0]);
  const path = noun === undefined ? program.name() : `${program.name()} ${noun.name()}`;
  const names = (noun ?? program).commands.map((command) => command.name());
  return t('cli.chooseCommand', { path, names: names.join('|') });
}

/** Otherwise, `--app --json` would look for an application called “--json”. */
function refuseDashedValues(program: Command, args: readonly string[]): void {
  const withValue = new Set(
    everyCommand(program).flatMap(({ options }) =>
      options.filter(({ required }) => required).map(({ long }) => long),
    ),
  );
  const end = args.indexOf('--');
  for (const [place, arg] of args.slice(0, end === -1 ? undefined : end).entries()) {
    const value = args[place + 1];
    if (withValue.has(arg) && value?.startsWith('-') === true) {
      throw new Failure(t('cli.needsEquals', { option: arg, value }), exitCodes.wrongUsage);
    }
  }
}

/** What stands for a file or a folder in the help. */
const PATH_NAME = /<(?:FILE|PATH|DIR|TEMPLATE|KEYFILE)>/;

/** Otherwise, `api import "$FILE"` without a value would import the current folder. */
function refuseEmptyPaths(command: Command): void {
  for (const [place, argument] of command.registeredArguments.entries()) {
    const values: unknown[] = [command.processedArgs[place]].flat();
    if (argument.name().startsWith('FILE') && values.includes('')) {
      const name = argument.name();
      throw new Failure(t('cli.wrong.missingArgument', { name }), exitCodes.wrongUsage);
    }
  }
  for (const option of command.options) {
    if (PATH_NAME.test(option.flags) && command.getOptionValue(option.attributeName()) === '') {
      throw new Failure(
        t('cli.wrong.missingValue', { option: option.flags }),
        exitCodes.wrongUsage,
      );
    }
  }
}

/** A key ID is a digest in base64url: one in 64 begins with a dash. No option is as long. */
const DASHED_KEY_ID = /^-[\w-]{42}$/;

/** Otherwise, `signing-key retire -szan…` would look for an option. */
function behindOptions(args: readonly string[]): readonly string[] {
  if (args[0] !== 'signing-key' || args.includes('--')) return args;
  const ids = args.filter((arg) => DASHED_KEY_ID.test(arg));
  return ids.length === 0 ? args : [...args.filter((arg) => !ids.includes(arg)), '--', ...ids];
}

function everyCommand(command: Command): readonly Command[] {
  return [command, ...command.commands.flatMap(everyCommand)];
}
