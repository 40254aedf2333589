import { type Command, InvalidArgumentError } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { runChild } from '../child.ts';
import { answers, collect } from '../command.ts';
import { exitCodes, Failure } from '../failure.ts';
import { type Reference, readReference, valuesOf } from '../reference.ts';
import type { Surroundings } from '../surroundings.ts';
import { withWorkspace } from '../workspace-access.ts';

interface RunOptions {
  readonly env?: readonly string[];
  readonly mask?: true;
}

/** POSIX, 8.1: names that every shell can use. */
const NAME = /^[A-Za-z_]\w*$/;

/** `run --env NAME=APP/TYPE -- COMMAND…`: the workspace is closed before the program starts. */
export function addRunCommand(program: Command, surroundings: Surroundings): void {
  const run = program
    .command('run')
    .description(t('cli.commands.run'))
    .argument('<COMMAND...>')
    .option('--env <NAME=APP/TYPE>', t('cli.options.env'), collectVariables)
    .option('--mask', t('cli.options.mask'))
    .addHelpText('after', t('cli.commands.runMore'));
  answers<RunOptions>(run, surroundings, async ({ args, options }) => {
    const variables = (options.env ?? []).map(readVariable);
    if (variables.length === 0) throw new Failure(t('cli.noVariables'), exitCodes.wrongUsage);
    const { passphraseFile } = options;
    const secrets = await withWorkspace(surroundings, { passphraseFile }, (workspace) =>
      valuesOf(workspace, variables),
    );
    const code = await runChild(args, secrets, options.mask === true, surroundings);
    return { json: undefined, text: '', exitCode: code };
  });
}

function collectVariables(value: string, before?: readonly string[]): readonly string[] {
  if (!value.includes('=')) throw new InvalidArgumentError(t('cli.variableForm'));
  return collect(value, before);
}

function readVariable(typed: string): readonly [name: string, reference: Reference] {
  const at = typed.indexOf('=');
  const name = typed.slice(0, at);
  if (!NAME.test(name)) throw new Failure(t('cli.badVariable', { name }), exitCodes.wrongUsage);
  return [name, readReference(typed.slice(at + 1))];
}
