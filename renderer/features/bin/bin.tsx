import { Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { BinEntry } from '../../../shared/domain/bin.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { Moment } from '../../format/moment.tsx';
import { formatRelative } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { binStrings as words } from '../../strings/bin.ts';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { Section } from '../../ui/section.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BinPurge } from './bin-purge.tsx';

/** What was deleted and can be brought back, until it is gone for good. */
export function Bin() {
  const { data: entries, error } = useChannel('bin:list', {});
  const [purging, setPurging] = useState<BinEntry | null>(null);
  const now = useNow(60_000);

  const actions: Actions = { restore: (entry) => void bringBack(entry), purge: setPurging };
  return (
    <Section title={words.title} description={words.text}>
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {entries?.length === 0 && <p>{words.empty}</p>}
      {entries !== undefined && entries.length > 0 && (
        <DataTable
          label={words.table}
          columns={columnsOf(actions, now)}
          items={entries}
          dependencies={[now]}
          maxRows={10}
          rowMenu={(id) => menuOf(entries, id, actions)}
        />
      )}
      {purging !== null && (
        <BinPurge key={purging.id} entry={purging} onClose={() => setPurging(null)} />
      )}
    </Section>
  );
}

async function bringBack(entry: BinEntry): Promise<void> {
  const result = await window.latchkey.call('bin:restore', { kind: entry.kind, id: entry.id });
  if (result.ok) {
    showToast({ title: words.restored(entry.name), tone: 'success' });
    return;
  }
  showToast({
    title: words.notRestored,
    description: errorText(result.error),
    tone: 'danger',
  });
}

interface Actions {
  readonly restore: (entry: BinEntry) => void;
  readonly purge: (entry: BinEntry) => void;
}

function columnsOf({ restore, purge }: Actions, now: number): readonly TableColumn<BinEntry>[] {
  return [
    {
      id: 'name',
      title: words.name,
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
      isRowHeader: true,
      width: '3fr',
      minWidth: 120,
    },
    { id: 'kind', title: words.kind, cell: ({ kind }) => words.kinds[kind], width: 112 },
    {
      id: 'deleted',
      title: words.deleted,
      // The clock of the page stands still between two minutes: nothing was deleted in the future.
      cell: ({ deletedAt }) => (
        <Moment at={deletedAt}>{formatRelative(Math.min(deletedAt, now), now)}</Moment>
      ),
      width: '2fr',
      minWidth: 104,
    },
    {
      id: 'purged',
      title: words.purged,
      cell: ({ purgedAt }) => (
        <Moment at={purgedAt}>{words.inDays(Math.ceil((purgedAt - now) / DAY_MS))}</Moment>
      ),
      width: '2fr',
      minWidth: 104,
    },
    {
      id: 'actions',
      title: words.actions,
      cell: (entry) => (
        <ButtonRow>
          <IconButton
            label={words.restoreNamed(entry.name)}
            icon={Undo2}
            onPress={() => restore(entry)}
          />
          <IconButton
            label={words.purgeNamed(entry.name)}
            icon={Trash2}
            onPress={() => purge(entry)}
          />
        </ButtonRow>
      ),
      text: () => '',
      width: 96,
      minWidth: 96,
    },
  ];
}

function menuOf(
  entries: readonly BinEntry[],
  id: string,
  { restore, purge }: Actions,
): readonly MenuEntry[] {
  const entry = entries.find((entry) => entry.id === id);
  if (entry === undefined) return [];
  return [
    { id: 'restore', label: words.restore, icon: Undo2, onAction: () => restore(entry) },
    'separator',
    {
      id: 'purge',
      label: words.purge,
      icon: Trash2,
      isDanger: true,
      onAction: () => purge(entry),
    },
  ];
}
