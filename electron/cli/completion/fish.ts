import type { DescribedCommand } from '../describe.ts';
import { isPath, runsProgram, takesFiles } from './words.ts';

/** A word for fish, in single quotes. */
const quoted = (text: string): string => `'${text.replaceAll(/[\\']/g, '\\$&')}'`;

/** A completion script for fish. */
export function fish(commands: readonly DescribedCommand[]): string {
  const nouns = commands.filter(({ path }) => !path.includes(' '));
  const lines = [
    ...nouns.map(
      ({ path, text }) =>
        `complete -c latchkey -n __fish_use_subcommand -a ${path} -d ${quoted(text)}`,
    ),
    ...commands.flatMap((command) => linesOf(command, commands)),
  ];
  return `# Completion of latchkey for fish. Save it: latchkey completion fish >~/.config/fish/completions/latchkey.fish
function __latchkey_program
    set -l words (commandline -opc)
    set -l at (contains -i -- -- $words); or return
    set -e words[1..$at]
    complete -C (string join ' ' -- (string escape -- $words) (commandline -ct))
end
complete -c latchkey -f
${lines.join('\n')}
`;
}

function linesOf(command: DescribedCommand, all: readonly DescribedCommand[]): readonly string[] {
  const [noun = '', verb] = command.path.split(' ');
  const seen = [noun, ...(verb === undefined ? [] : [verb])].map(
    (word) => `__fish_seen_subcommand_from ${word}`,
  );
  const none =
    command.verbs.length === 0
      ? []
      : [`not __fish_seen_subcommand_from ${command.verbs.join(' ')}`];
  const where = `complete -c latchkey -n ${quoted([...seen, ...none].join('; and '))}`;
  const verbs = all.filter(({ path }) => path.startsWith(`${command.path} `));
  return [
    ...verbs.map(({ path, text }) => `${where} -a ${path.split(' ').at(-1)} -d ${quoted(text)}`),
    ...command.argChoices.map((choice) => `${where} -a ${choice}`),
    ...(takesFiles(command) ? [`${where} -F`] : []),
    ...(runsProgram(command) ? [`${where} -a '(__latchkey_program)'`] : []),
    ...command.options.map(({ long, short, value, choices, text }) =>
      [
        where,
        ...(short === null ? [] : [`-s ${short.slice(1)}`]),
        `-l ${long.slice(2)}`,
        ...(value === null ? [] : [isPath(value) ? '-r -F' : '-x']),
        ...(choices.length === 0 ? [] : [`-a ${quoted(choices.join(' '))}`]),
        `-d ${quoted(text)}`,
      ].join(' '),
    ),
  ];
}
