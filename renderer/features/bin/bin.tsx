import { Trash2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import type { BinEntry } from '../../../shared/domain/bin.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { formatRelative } from '../../format/time.ts';
import { usePages } from '../../program/calls.ts';
import { once } from '../../program/once.ts';
import { callConfirmed } from '../../program/presence.ts';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageBody } from '../../ui/section.tsx';
import { TableCard } from '../../ui/table-page.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { useNow } from '../../ui/use-now.ts';
import { BinPurge } from './bin-purge.tsx';

/** What was deleted and can be brought back, until it is deleted permanently. */
export function BinPage() {
  const pages = usePages('bin:list', { limit: PAGE }, afterLast);
  const { error } = pages;
  const entries = pages.data?.pages.flat();
  const [purging, setPurging] = useState<BinEntry | null>(null);
  const now = useNow(60_000);

  const actions: Actions = {
    restore: (entry) => void once(`restore:${entry.id}`, () => bringBack(entry)),
    purge: setPurging,
  };
  return (
    <>
      <PageHeader title={t('bin.title')} subtitle={t('bin.text')} />
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {entries?.length === 0 && (
        <PageBody>
          <EmptyState icon={Trash2} title={t('bin.empty')} />
        </PageBody>
      )}
      {entries !== undefined && entries.length > 0 && (
        <TableCard>
          <DataTable
            label={t('bin.table')}
            columns={columnsOf(actions, now)}
            items={entries}
            dependencies={[now]}
            onLoadMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
            isLoadingMore={pages.isFetchingNextPage}
            rowMenu={(id) => menuOf(entries, id, actions)}
          />
        </TableCard>
      )}
      {purging !== null && (
        <BinPurge key={purging.id} entry={purging} onClose={() => setPurging(null)} />
      )}
    </>
  );
}

const PAGE = 100;

function afterLast(page: readonly BinEntry[]): Partial<Input<'bin:list'>> | undefined {
  const last = page.at(-1);
  return page.length === PAGE && last !== undefined
    ? { after: { kind: last.kind, id: last.id } }
    : undefined;
}

async function bringBack(entry: BinEntry): Promise<void> {
  const result = await callConfirmed('bin:restore', { kind: entry.kind, id: entry.id });
  if (result.ok) {
    showToast({ title: t('bin.restored', { name: entry.name }), tone: 'success' });
    return;
  }
  showToast({
    title: t('bin.notRestored'),
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
      title: t('bin.name'),
      cell: ({ name }) => <span title={name}>{name}</span>,
      text: ({ name }) => name,
      isRowHeader: true,
      width: '3fr',
      minWidth: 120,
    },
    { id: 'kind', title: t('bin.kind'), cell: ({ kind }) => t(`bin.kinds.${kind}`), width: 112 },
    {
      id: 'deleted',
      title: t('bin.deleted'),
      // The page's clock ticks once a minute, so a new deletion could seem to be in the future.
      cell: ({ deletedAt }) => (
        <Moment at={deletedAt}>{formatRelative(Math.min(deletedAt, now), now)}</Moment>
      ),
      width: '2fr',
      minWidth: 104,
    },
    {
      id: 'purged',
      title: t('bin.purged'),
      cell: (entry) => <Moment at={entry.purgedAt}>{inDays(entry, now)}</Moment>,
      width: '2fr',
      minWidth: 104,
    },
    {
      id: 'actions',
      title: t('bin.actions'),
      isTitleHidden: true,
      cell: (entry) => (
        <ButtonRow>
          <IconButton
            label={t('bin.restoreNamed', { name: entry.name })}
            icon={Undo2}
            onPress={() => restore(entry)}
          />
          <IconButton
            label={t('bin.purgeNamed', { name: entry.name })}
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

/** What was just deleted is kept for 30 days, not for 31 by a clock that hasn't ticked yet. */
function inDays({ purgedAt, deletedAt }: BinEntry, now: number): string {
  const left = purgedAt - Math.max(now, deletedAt);
  return t('bin.inDays', { days: Math.max(0, Math.ceil(left / DAY_MS)) });
}

function menuOf(
  entries: readonly BinEntry[],
  id: string,
  { restore, purge }: Actions,
): readonly MenuEntry[] {
  const entry = entries.find((entry) => entry.id === id);
  if (entry === undefined) return [];
  return [
    { id: 'restore', label: t('bin.restore'), icon: Undo2, onAction: () => restore(entry) },
    'separator',
    {
      id: 'purge',
      label: t('bin.purge'),
      icon: Trash2,
      isDanger: true,
      onAction: () => purge(entry),
    },
  ];
}
