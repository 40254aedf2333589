import { Activity, SearchX } from 'lucide-react';
import type { ActivityEntry } from '../../../shared/domain/activity.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { Moment } from '../../format/moment.tsx';
import { usePages } from '../../program/calls.ts';
import { useSearchCommand } from '../../program/commands.ts';
import { useSettled } from '../../program/settled.ts';
import { activityStrings as words } from '../../strings/activity.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TablePage } from '../../ui/table-page.tsx';
import { activityQuery, searchActivity, useActivitySearch } from './activity-store.ts';
import { ExportActivity } from './export-activity.tsx';
import { BrokenLog, LogVerdict } from './log-verdict.tsx';

interface Row {
  readonly id: string;
  readonly entry: ActivityEntry;
}

const columns: readonly TableColumn<Row>[] = [
  {
    id: 'when',
    title: words.columns.when,
    cell: ({ entry }) => <Moment at={entry.at} />,
    width: 164,
  },
  {
    id: 'what',
    title: words.columns.what,
    cell: ({ entry }) => words.what(entry),
    isRowHeader: true,
    width: 176,
  },
  {
    id: 'subject',
    title: words.columns.subject,
    cell: ({ entry }) => <Text>{words.subject(entry)}</Text>,
    minWidth: 140,
  },
  {
    id: 'detail',
    title: words.columns.detail,
    cell: ({ entry }) => <Text>{words.detail(entry)}</Text>,
    minWidth: 140,
    width: '1fr',
  },
];

/** A text that may be cut off: whole on hover. */
function Text({ children }: Readonly<{ children: string }>) {
  return <span title={children}>{children}</span>;
}

function beforeLast({ entries, more }: Output<'activity:list'>) {
  const last = entries.at(-1);
  return more && last !== undefined ? { before: last.id } : undefined;
}

/** What was done in the workspace. */
export function ActivityLog() {
  const { search } = useActivitySearch();
  const pages = usePages('activity:list', activityQuery(useSettled(search)), beforeLast);
  const rows = (pages.data?.pages ?? []).flatMap(({ entries }) =>
    entries.map((entry): Row => ({ id: String(entry.id), entry })),
  );

  const searchField = useSearchCommand();

  return (
    <TablePage
      header={
        <>
          <PageHeader title={words.title} subtitle={<LogVerdict />} actions={<ExportActivity />} />
          <BrokenLog />
        </>
      }
      search={{
        ref: searchField,
        label: words.search,
        placeholder: words.searchPlaceholder,
        value: search,
        onChange: searchActivity,
      }}
      notice={pages.error !== null && <Notice tone="danger">{errorText(pages.error.error)}</Notice>}
    >
      <DataTable
        label={words.list}
        columns={columns}
        items={rows}
        emptyState={pages.isPending ? null : <Nothing />}
        onLoadMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
        isLoadingMore={pages.isFetchingNextPage}
      />
    </TablePage>
  );
}

function Nothing() {
  const { search } = useActivitySearch();
  return search.trim() === '' ? (
    <EmptyState icon={Activity} title={words.emptyTitle} text={words.emptyText} />
  ) : (
    <EmptyState
      icon={SearchX}
      title={words.noMatchTitle}
      text={words.noMatchText}
      action={<Button onPress={() => searchActivity('')}>{words.noMatchAction}</Button>}
    />
  );
}
