import type { Command } from 'commander';
import type { BinEntry, BinRef } from '../../../shared/domain/bin.ts';
import { t } from '../../../shared/words/words.ts';
import { answersInside } from '../command.ts';
import { everyPage, PAGE } from '../every-page.ts';
import { refused } from '../failure.ts';
import type { Surroundings } from '../surroundings.ts';
import { table } from '../table.ts';
import { isoTime } from '../time.ts';
import type { Workspace } from '../workspace-access.ts';

export function addBinCommands(program: Command, surroundings: Surroundings): void {
  const noun = program.command('bin').description(t('cli.commands.bin'));

  const list = noun.command('list').description(t('cli.commands.binList'));
  answersInside(list, surroundings, async (workspace) => {
    const rows = (await everyEntry(workspace)).map(({ kind, id, name, deletedAt, purgedAt }) => ({
      kind,
      id,
      name,
      deletedAt: isoTime(deletedAt),
      purgedAt: isoTime(purgedAt),
    }));
    return {
      json: rows,
      text: table(
        [t('cli.columns.id'), t('cli.columns.name'), t('cli.columns.deleted')],
        rows.map(({ id, name, deletedAt }) => [id, name, deletedAt]),
      ),
    };
  });

  for (const [verb, channel, done] of [
    ['restore', 'bin:restore', 'cli.binRestored'],
    ['purge', 'bin:purge', 'cli.binPurged'],
  ] as const) {
    const command = noun
      .command(verb)
      .description(t(verb === 'restore' ? 'cli.commands.binRestore' : 'cli.commands.binPurge'))
      .argument('<ID>');
    answersInside(command, surroundings, async (workspace, { args: [typed = ''] }) => {
      const { name, ...ref } = await findEntry(workspace, typed);
      await workspace.get(channel, ref);
      return { json: null, text: t(done, { name }) };
    });
  }
}

async function findEntry(
  workspace: Workspace,
  typed: string,
): Promise<BinRef & { readonly name: string }> {
  const found = (await everyEntry(workspace)).find(({ id }) => id === typed.toLowerCase());
  if (found === undefined) throw refused(t('cli.noBinEntry', { id: typed }));
  const { kind, id, name } = found;
  return { kind, id, name };
}

async function everyEntry({ get }: Workspace): Promise<readonly BinEntry[]> {
  return everyPage<BinEntry>(async (last) => {
    const after = last && { after: { kind: last.kind, id: last.id } };
    const items = await get('bin:list', { limit: PAGE, ...after });
    return { items, more: items.length === PAGE };
  });
}
