import { Argument, type Command } from 'commander';
import { t } from '../../../shared/words/words.ts';
import { answers } from '../command.ts';
import { type CompletedShell, shells } from '../completion/completion.ts';
import { describe } from '../describe.ts';
import type { Surroundings } from '../surroundings.ts';

/** Made from the same tree as the help, so that it knows every command and option. */
export function addCompletionCommand(program: Command, surroundings: Surroundings): void {
  const command = program
    .command('completion')
    .description(t('cli.commands.completion'))
    .addArgument(new Argument('<bash|zsh|fish>').choices(Object.keys(shells)));
  answers(command, surroundings, async ({ args: [shell = 'bash'] }) => {
    const script = shells[shell as CompletedShell](describe(program));
    return { json: script, text: script.trimEnd() };
  });
}
