import type { Command } from 'commander';
import { t } from '../../shared/words/words.ts';
import { exitCodes, Failure } from './failure.ts';
import { oneLine, printable } from './one-line.ts';
import type { Surroundings } from './surroundings.ts';
import { type Opening, type Workspace, withWorkspace } from './workspace-access.ts';

/** A command's answer: one value for programs, and the same for people. */
export interface Answer {
  /** Undefined if another program's output is the answer. */
  readonly json: unknown;
  readonly text: string;
  /** Whether the text is a file's content, which is printed as it is. */
  readonly isExact?: true;
  /** What was refused while the rest was done: one stderr line each, and exit code 1. */
  readonly refused?: readonly string[];
  /** Another program's, which `latchkey run` ends with. */
  readonly exitCode?: number;
}

interface CommonOptions {
  readonly json?: boolean;
  readonly passphraseFile?: string;
}

/** A command as it was typed. */
export interface Typed<Options> {
  readonly args: readonly string[];
  readonly options: Options & CommonOptions;
}

/** Adds the options that all commands share, and prints the command's answer. */
export function answers<Options>(
  command: Command,
  surroundings: Surroundings,
  work: (typed: Typed<Options>) => Promise<Answer>,
): Command {
  const { stdout, stderr } = surroundings;
  if (!command.options.some(({ long }) => long === '--passphrase-file')) {
    command.option('--passphrase-file <FILE>', t('cli.options.passphraseFile'));
  }
  return command.option('--json', t('cli.options.json')).action(async () => {
    const options = command.opts<Options & CommonOptions>();
    const answer = await work({ args: command.args, options });
    const { json, text, isExact = false, refused = [], exitCode = 0 } = answer;
    // What another program printed is the answer.
    if (exitCode !== 0) throw new Failure('', exitCode);
    if (json === undefined) return;
    if (options.json === true) stdout(`${JSON.stringify(json)}\n`);
    else if (text !== '') stdout(`${isExact ? text : printable(text)}\n`);
    if (refused.length === 0) return;
    const last = refused.at(-1) ?? '';
    for (const line of refused.slice(0, -1)) stderr(oneLine(line));
    throw new Failure(last, exitCodes.refused);
  });
}

/** Like `answers`, with the workspace open. */
export function answersInside<Options>(
  command: Command,
  surroundings: Surroundings,
  work: (workspace: Workspace, typed: Typed<Options>) => Promise<Answer>,
  saveTo: (typed: Typed<Options>) => Opening['saveTo'] = () => undefined,
): Command {
  return answers<Options>(command, surroundings, (typed) => {
    const { passphraseFile } = typed.options;
    const place = saveTo(typed);
    const opening = { passphraseFile, ...(place === undefined ? {} : { saveTo: place }) };
    return withWorkspace(surroundings, opening, (workspace) => work(workspace, typed));
  });
}

/** For options that may be repeated. */
export function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}
