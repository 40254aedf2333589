import type { Command, Option } from 'commander';
import { type CommandPath, jsonShapes } from './json-shapes.ts';

export interface DescribedOption {
  /** With its dashes. */
  readonly short: string | null;
  readonly long: string;
  /** What its value is called, such as `FILE`; null without a value. */
  readonly value: string | null;
  readonly choices: readonly string[];
  readonly text: string;
  readonly isRequired: boolean;
  readonly isRepeatable: boolean;
}

/** A command as data: completion, the man page and docs/cli.md are written from it. */
export interface DescribedCommand {
  /** The words after the program's name, such as `token get`. */
  readonly path: string;
  /** What stands behind them, such as `<APP>`. */
  readonly args: readonly string[];
  /** What its arguments can be, if that is a list. */
  readonly argChoices: readonly string[];
  readonly text: string;
  readonly options: readonly DescribedOption[];
  /** Its JSON; null for a noun that needs a verb. */
  readonly json: string | null;
  readonly verbs: readonly string[];
}

/** Every command, in the order of the help. */
export function describe(program: Command): readonly DescribedCommand[] {
  return program.commands.flatMap((command) => describeOne(command, ''));
}

function describeOne(command: Command, before: string): readonly DescribedCommand[] {
  const path = `${before}${command.name()}`;
  const own: DescribedCommand = {
    path,
    args: command.registeredArguments.map((argument) => {
      const name = argument.name();
      const plain = argument.variadic ? `${name}…` : name;
      return argument.required ? `<${plain}>` : `[${plain}]`;
    }),
    argChoices: command.registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
    text: command.description(),
    options: command.options.map((option) => ({
      short: option.short ?? null,
      long: option.long ?? '',
      value: option.required || option.optional ? valueName(option.flags) : null,
      choices: option.argChoices ?? choicesIn(valueName(option.flags)),
      text: option.description,
      isRequired: option.mandatory,
      isRepeatable: keepsBoth(option),
    })),
    json: jsonOf(path),
    verbs: command.commands.map((verb) => verb.name()),
  };
  return [own, ...command.commands.flatMap((verb) => describeOne(verb, `${path} `))];
}

/** Whether a second value is added to the first one: asked of the option itself. */
function keepsBoth({ parseArg }: Option): boolean {
  try {
    const both: unknown = parseArg?.('SECOND=VALUE', ['FIRST=VALUE']);
    return Array.isArray(both) && both.length === 2;
  } catch {
    return false;
  }
}

/** The files for gateways are all alike. */
function jsonOf(path: string): string | null {
  if (Object.hasOwn(jsonShapes, path)) return jsonShapes[path as CommandPath];
  return path.startsWith('export ') ? jsonShapes['export *'] : null;
}

const valueName = (flags: string): string => /<([^>]*)>/.exec(flags)?.[1] ?? '';

/** Such as `production|sandbox`. */
const choicesIn = (name: string): readonly string[] =>
  /^[a-z]+(?:\|[a-z]+)+$/.test(name) ? name.split('|') : [];
