import { Activity, SearchX } from 'lucide-react';
import type { ActivityEntry } from '../../../shared/domain/activity.ts';
import type { Output } from '../../../shared/ipc/contract.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Moment } from '../../format/moment.tsx';
import { usePages } from '../../program/calls.ts';
import { useSearchCommand } from '../../program/commands.ts';
import { useDebounced } from '../../program/debounced.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { useJobResult } from '../../program/jobs.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { TablePage } from '../../ui/table-page.tsx';
import { activityQuery, searchActivity, useActivitySearch } from './activity-store.ts';
import { activityText, actorText, detailText, subjectText } from './activity-words.ts';
import { ExportActivity } from './export-activity.tsx';
import { CheckEveryEntry, LogCheck, LogVerdict } from './log-verdict.tsx';

interface Row {
  readonly id: string;
  readonly entry: ActivityEntry;
}

const columns: readonly TableColumn<Row>[] = [
  {
    id: 'when',
    title: t('activity.columns.when'),
    cell: ({ entry }) => <Moment at={entry.at} />,
    // "Nov 30, 2026, 10:41 AM"
    width: 188,
  },
  {
    id: 'what',
    title: t('activity.columns.what'),
    // Twice as long in German as in English, so it grows with the window.
    cell: ({ entry }) => <Text>{activityText(entry)}</Text>,
    text: ({ entry }) => activityText(entry),
    isRowHeader: true,
    minWidth: 176,
    width: '3fr',
  },
  {
    id: 'subject',
    title: t('activity.columns.subject'),
    cell: ({ entry }) => <Text>{subjectText(entry)}</Text>,
    minWidth: 140,
    width: '4fr',
  },
  {
    id: 'by',
    title: t('activity.columns.by'),
    cell: ({ entry }) => <Text>{actorText(entry)}</Text>,
    minWidth: 100,
    width: 140,
  },
  {
    id: 'detail',
    title: t('activity.columns.detail'),
    cell: ({ entry }) => <Text>{detailText(entry)}</Text>,
    minWidth: 140,
    width: '4fr',
  },
];

/** A text that may be truncated; hovering shows all of it. */
function Text({ children }: Readonly<{ children: string }>) {
  return <span title={children}>{children}</span>;
}

/** The result of an export that ended while another page was open. */
function useExported(): string | undefined {
  const saved = useJobResult('activity-export');
  return saved === undefined || saved === null
    ? undefined
    : t('activity.exported', { path: saved.path });
}

function beforeLast({ entries, more }: Output<'activity:list'>) {
  const last = entries.at(-1);
  return more && last !== undefined ? { before: last.id } : undefined;
}

/** What was done in the workspace. */
export function ActivityLog() {
  const { search } = useActivitySearch();
  const pages = usePages('activity:list', activityQuery(useDebounced(search)), beforeLast);
  const rows = (pages.data?.pages ?? []).flatMap(({ entries }) =>
    entries.map((entry): Row => ({ id: String(entry.id), entry })),
  );

  const searchField = useSearchCommand();

  return (
    <TablePage
      header={
        <>
          <PageHeader
            title={t('activity.title')}
            subtitle={<LogVerdict />}
            actions={
              <>
                <CheckEveryEntry />
                <ExportActivity />
              </>
            }
          />
          <LogCheck />
          <JobStatus kind="activity-export" label={t('activity.exporting')} done={useExported()} />
        </>
      }
      search={{
        ref: searchField,
        label: t('activity.search'),
        placeholder: t('activity.searchPlaceholder'),
        value: search,
        onChange: searchActivity,
      }}
      notice={pages.error !== null && <Notice tone="danger">{errorText(pages.error.error)}</Notice>}
    >
      <DataTable
        label={t('activity.list')}
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
    <EmptyState icon={Activity} title={t('activity.emptyTitle')} text={t('activity.emptyText')} />
  ) : (
    <EmptyState
      icon={SearchX}
      title={t('activity.noMatchTitle')}
      text={t('activity.noMatchText')}
      action={<Button onPress={() => searchActivity('')}>{t('activity.noMatchAction')}</Button>}
    />
  );
}
