import type { DescribedCommand, DescribedOption } from '../describe.ts';

/** Every command has these; they are described once. */
const COMMON = new Set(['--json', '--passphrase-file']);

/** What a person can type, without nouns that need a verb. */
function actions(commands: readonly DescribedCommand[]): readonly DescribedCommand[] {
  return commands.filter(({ json }) => json !== null);
}

const ownOptions = ({ options }: DescribedCommand): readonly DescribedOption[] =>
  options.filter(({ long }) => !COMMON.has(long));

/** The table of docs/cli.md. */
export function markdownTable(commands: readonly DescribedCommand[]): string {
  const rows = actions(commands).map((command) => {
    const { path, args, text, json } = command;
    const typed = [path, ...args, ...ownOptions(command).map(optionTyped)].join(' ');
    return `| \`${inCell(typed)}\` | ${inCell(`${text[0]?.toUpperCase()}${text.slice(1)}.`)} | ${inCell(json ?? '')} |`;
  });
  return ['| command | | with `--json` it prints |', '|---|---|---|', ...rows].join('\n');
}

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/<([^>]*)>/g, '$1');

function optionTyped({ long, short, value, isRequired }: DescribedOption): string {
  const typed = [short ?? long, ...(value === null ? [] : [value])].join(' ');
  return isRequired ? typed : `[${typed}]`;
}

/** The list of commands of the man page: mdoc(7). */
export function manList(commands: readonly DescribedCommand[]): string {
  const items = actions(commands).map((command) => {
    const args = command.args.map((arg) => argument(arg)).join(' ');
    const options = ownOptions(command).map(manOption).join('\n');
    const list = options === '' ? '' : `\n.Bl -tag -width Ds -compact\n${options}\n.El`;
    const typed = args === '' ? '' : ` ${args}`;
    return `.It Cm ${command.path}${typed}\n${sentence(command.text)}${list}`;
  });
  return ['.Bl -tag -width Ds', ...items, '.El'].join('\n');
}

function argument(arg: string): string {
  const name = escaped(arg.replaceAll(/[<>[\]…]/g, ''));
  const more = arg.includes('…') ? ' ...' : '';
  return arg.startsWith('[') ? `Op Ar ${name}${more}` : `Ar ${name}${more}`;
}

function manOption({ short, long, value, text }: DescribedOption): string {
  const shorter = short === null ? '' : `Fl ${short.slice(1)} , `;
  const name = value === null ? '' : ` Ar ${escaped(value)}`;
  return `.It ${shorter}Fl Fl ${long.slice(2)}${name}\n${sentence(text)}`;
}

/** mandoc wants lines of at most 80 bytes. */
function sentence(text: string): string {
  const lines: string[] = [];
  for (const word of `${text}.`.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < 70)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return escaped(lines.join('\n'));
}

/** mandoc_char(7): a backslash, and what a line or a word may not begin with. */
function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replaceAll(/^(?=[.'])/gm, '\\&')
    .replaceAll('…', '...');
}

const marks = {
  markdown: ['<!-- commands -->', '<!-- /commands -->'],
  man: ['.\\" commands', '.\\" /commands'],
} as const;

/** Replaces the text between the marks. Throws if they are missing. */
export function withCommands(page: string, form: keyof typeof marks, commands: string): string {
  const [begin, end] = marks[form];
  const [from, to] = [page.indexOf(`${begin}\n`), page.indexOf(`\n${end}`)];
  if (from === -1 || to < from) throw new Error(`no ${begin}`);
  return `${page.slice(0, from + begin.length)}\n${commands}${page.slice(to)}`;
}
