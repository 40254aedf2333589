import type { Command } from 'commander';
import { commandLineWords as words } from '../../../shared/words/en/command-line.ts';
import { answers } from '../command.ts';
import type { Surroundings } from '../surroundings.ts';
import { createWorkspace } from '../workspace-access.ts';

interface CreateOptions {
  readonly owner: string;
  readonly allowShortPassphrase?: boolean;
}

export function addWorkspaceCommands(program: Command, surroundings: Surroundings): void {
  const workspace = program.command('workspace').description(words.commands.workspace);

  const create = workspace
    .command('create')
    .description(words.commands.workspaceCreate)
    .requiredOption('--owner <NAME>', words.options.owner)
    .option('--passphrase-file <FILE>', words.options.newPassphraseFile)
    .option('--allow-short-passphrase', words.options.allowShortPassphrase);
  answers<CreateOptions>(create, surroundings, async ({ options }) => {
    const { owner, allowShortPassphrase: insist = false } = options;
    const code = await createWorkspace(surroundings, options, { owner, insist });
    const note = surroundings.isTerminal ? `\n${words.recoveryCodeNote}` : '';
    return { json: code, text: `${code}${note}` };
  });
}
