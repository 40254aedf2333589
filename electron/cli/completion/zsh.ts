import type { DescribedCommand, DescribedOption } from '../describe.ts';
import { isPath, quoted, takesFiles } from './words.ts';

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
  const options = command.options.map((option) => quoted(optionSpec(option))).join(' ');
  const choices = command.argChoices;
  const rest = takesFiles(command)
    ? " '*:file:_files'"
    : choices.length > 0
      ? ` '*:choice:(${choices.join(' ')})'`
      : '';
  const described =
    command.verbs.length === 0 ? '' : `local -a verbs=(${verbs}); _describe command verbs; `;
  return `    ${quoted(command.path)}) ${described}_arguments ${options}${rest} ;;`;
}

/** zsh's own form: brackets and colons in a description are escaped. */
function optionSpec({ long, value, choices, text }: DescribedOption): string {
  const description = text.replaceAll(/[[\]:\\]/g, '\\$&');
  if (value === null) return `${long}[${description}]`;
  const action = isPath(value) ? '_files' : choices.length > 0 ? `(${choices.join(' ')})` : ' ';
  return `${long}=[${description}]:${value.toLowerCase().replaceAll(/[:|]/g, ' ')}:${action}`;
}
