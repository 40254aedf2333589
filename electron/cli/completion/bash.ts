import type { DescribedCommand } from '../describe.ts';
import { isPath, runsProgram, takesFiles } from './words.ts';

/** A completion script for bash 4 or newer, without bash-completion. */
export function bash(commands: readonly DescribedCommand[]): string {
  const nouns = commands.filter(({ path }) => !path.includes(' ')).map(({ path }) => path);
  return `# Completion of latchkey for bash. In ~/.bashrc: source <(latchkey completion bash)
_latchkey() {
  local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} path= index
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    [[ \${COMP_WORDS[index]} == -- ]] && { COMPREPLY=($(compgen -c -f -- "$word")); return; }
  done
  case "\${COMP_WORDS[1]} \${COMP_WORDS[2]}" in
${commands
  .filter(({ path }) => path.includes(' '))
  .map(({ path }) => `    '${path}') ((COMP_CWORD > 2)) && path='${path}' ;;`)
  .join('\n')}
  esac
  if [[ -z $path ]] && ((COMP_CWORD > 1)); then path=\${COMP_WORDS[1]}; fi
  case "$path $before" in
${commands.flatMap(valueLines).join('\n')}
  esac
  case $path in
    '') COMPREPLY=($(compgen -W '${nouns.join(' ')}' -- "$word")) ;;
${commands.map(wordLine).join('\n')}
  esac
}
complete -o filenames -F _latchkey latchkey
`;
}

/** What follows an option that takes a value. */
function valueLines({ path, options }: DescribedCommand): readonly string[] {
  return options
    .filter(({ value }) => value !== null)
    .map(({ long, short, value, choices }) => {
      const names = [long, ...(short === null ? [] : [short])].map((name) => `'${path} ${name}'`);
      const reply = isPath(value ?? '')
        ? '$(compgen -f -- "$word")'
        : `$(compgen -W '${choices.join(' ')}' -- "$word")`;
      return `    ${names.join(' | ')}) COMPREPLY=(${reply}); return ;;`;
    });
}

function wordLine(command: DescribedCommand): string {
  const { path, verbs, options, argChoices } = command;
  const words = [...verbs, ...argChoices, ...options.map(({ long }) => long)].join(' ');
  const files = takesFiles(command) || runsProgram(command) ? ' $(compgen -f -- "$word")' : '';
  return `    '${path}') COMPREPLY=($(compgen -W '${words}' -- "$word")${files}) ;;`;
}
