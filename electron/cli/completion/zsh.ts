import type { DescribedCommand, DescribedOption } from '../describe.ts';
import { isPath, nameOf, quoted, runsProgram } from './words.ts';

/** A completion script for zsh: with the descriptions, as its users expect. */
export function zsh(commands: readonly DescribedCommand[]): string {
  const nouns = commands.filter(({ path }) => !path.includes(' '));
  return `#compdef latchkey
# Completion of latchkey for zsh. Save it as _latchkey in a folder of $fpath:
#   latchkey completion zsh >"\${fpath[1]}/_latchkey"
_latchkey() {
  local command=\${words[2]}
  if ((CURRENT == 2)); then
    local -a nouns=(${described(nouns)})
    _describe command nouns
    return
  fi
  case "\${words[2]} \${words[3]}" in
${commands
  .filter(({ path }) => path.includes(' '))
  .map(({ path }) => `    ${quoted(path)}) ((CURRENT > 3)) && command=${quoted(path)} ;;`)
  .join('\n')}
  esac
  # _arguments counts from the command: what is before it isn't an argument of it.
  local -a before=(\${(s: :)command})
  shift \${#before} words
  ((CURRENT -= \${#before}))
  case $command in
${commands.map((command) => caseOf(command, described(verbsOf(command, commands)))).join('\n')}
  esac
}
compdef _latchkey latchkey
`;
}

/** The last word of each command with its description; zsh separates them by a colon. */
function described(list: readonly DescribedCommand[]): string {
  return list
    .map(({ path, text }) => quoted(`${path.split(' ').at(-1)}:${text.replaceAll(':', '\\:')}`))
    .join(' ');
}

const verbsOf = ({ path }: DescribedCommand, all: readonly DescribedCommand[]) =>
  all.filter((one) => one.path.startsWith(`${path} `));

function caseOf(command: DescribedCommand, verbs: string): string {
  if (verbs !== '') {
    const lines = `local -a verbs=(${verbs}); _describe command verbs`;
    return `    ${quoted(command.path)}) ${lines} ;;`;
  }
  const specs = [...command.options.flatMap(optionSpecs), ...argumentSpecs(command)];
  return `    ${quoted(command.path)}) _arguments -S ${specs.map(quoted).join(' ')} ;;`;
}

/** zsh completes nothing behind an argument that it wasn't told of. */
function argumentSpecs(command: DescribedCommand): readonly string[] {
  if (runsProgram(command)) return ['(-)1:program: _command_names -e', '*::argument: _normal'];
  const { args, argChoices } = command;
  return args.map((arg, index) => {
    const place = arg.includes('…') ? '*' : String(index + 1);
    return `${place}:${message(nameOf(arg))}:${action(nameOf(arg), index === 0 ? argChoices : [])}`;
  });
}

/** An option in zsh's own form, in which brackets and colons of a description are escaped. */
function optionSpecs(option: DescribedOption): readonly string[] {
  const { short, long, value, choices, text, isRepeatable } = option;
  const description = `[${text.replaceAll(/[[\]:\\]/g, '\\$&')}]`;
  const rest = value === null ? '' : `:${message(value)}:${action(value, choices)}`;
  const names = [
    value === null ? long : `${long}=`,
    ...(short === null ? [] : [value === null ? short : `${short}+`]),
  ];
  const before = isRepeatable ? '*' : short === null ? '' : `(${short} ${long})`;
  return names.map((name) => `${before}${name}${description}${rest}`);
}

const message = (name: string): string => name.toLowerCase().replaceAll(/[^a-z]+/g, ' ');

/** A space completes nothing, but takes the word. */
function action(name: string, choices: readonly string[]): string {
  if (isPath(name)) return '_files';
  return choices.length > 0 ? `(${choices.join(' ')})` : ' ';
}
