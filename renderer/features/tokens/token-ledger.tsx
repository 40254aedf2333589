import { SearchX, Ticket } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { LedgerFilter } from '../../../shared/domain/ledger-filter.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { type TokenCounts, tokenSorts } from '../../../shared/domain/token-filter.ts';
import type { Input, Output } from '../../../shared/ipc/contract.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { usePages } from '../../program/calls.ts';
import { useCommand, useSearchCommand } from '../../program/commands.ts';
import { useDebounced } from '../../program/debounced.ts';
import { goTo } from '../../program/navigation.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { useSameArray, useStable } from '../../ui/stable.ts';
import { TablePage } from '../../ui/table-page.tsx';
import { openBulk } from '../bulk/bulk-store.ts';
import { ExportDialog, type Exporting } from '../export/export-dialog.tsx';
import { countsOf, oneToken, type Selection } from '../export/token-selection.ts';
import { ColumnChoice, useChosenColumns } from './column-choice.tsx';
import { CompareDialog, type Comparing } from './compare-dialog.tsx';
import { copyToken } from './copy-token.ts';
import { type Counting, ExportButton, openOwner, SelectionBar } from './ledger-actions.tsx';
import { ledgerColumns } from './ledger-columns.tsx';
import { LedgerCount, useCounts } from './ledger-count.tsx';
import { LedgerFilters } from './ledger-filters.tsx';
import {
  isNarrowed,
  LATER_PAGE_SIZE,
  ledgerQuery,
  narrowLedger,
  showInLedger,
  showWholeLedger,
  tokenFilter,
  useLedgerFilter,
} from './ledger-store.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import { StaleDialog } from './stale-dialog.tsx';
import { tokenEntries } from './token-entries.ts';
import { TokenJobs } from './token-jobs.tsx';

function afterLast({
  tokens,
  more,
}: Output<'token:list'>): Partial<Input<'token:list'>> | undefined {
  const last = tokens.at(-1);
  return more && last !== undefined ? { after: last.id, limit: LATER_PAGE_SIZE } : undefined;
}

type Pages = ReturnType<typeof usePages<'token:list'>>;

/** What expires first comes first. */
function showExpiring(): void {
  showInLedger({ state: 'expiring', sort: { by: 'expires', direction: 'ascending' } });
}

function tokensOf(data: Pages['data']): readonly TokenSummary[] {
  return data?.pages.flatMap(({ tokens }) => tokens) ?? [];
}

/** What is selected. All are all that match, whether they have been scrolled to or not. */
function useSelection(pages: Pages, asked: LedgerFilter, counts: TokenCounts | null) {
  const [selectedIds, setSelected] = useState<readonly string[]>([]);
  const [allOf, setAllOf] = useState<LedgerFilter | null>(null);
  const tokens = tokensOf(pages.data);
  /** All matches of the filter. */
  const found = useMemo<Selection | Counting>(
    () => (counts === null ? 'counting' : { of: 'filter', filter: tokenFilter(asked), counts }),
    [asked, counts],
  );

  // Selected rows that the filter hides must not be acted on.
  const chosen = new Set(selectedIds);
  // The rows of the last filter are shown until this one is answered, and must not be selected.
  const isAll = allOf === asked && !pages.isPlaceholderData;
  const shown = useSameArray(isAll ? tokens : tokens.filter(({ id }) => chosen.has(id)));
  const areAllShown = isAll && !pages.hasNextPage && tokens.length <= MOST_CHOSEN;
  const areFound = isAll && !areAllShown;
  const selected = useMemo<Selection | Counting>(
    () => (areFound ? found : { of: 'tokens', tokens: shown }),
    [areFound, found, shown],
  );

  return {
    selected,
    selectedIds: useMemo(() => shown.map(({ id }) => id), [shown]),
    found,
    select(ids: readonly string[]): void {
      setAllOf(null);
      setSelected(ids);
    },
    selectAll(): void {
      setAllOf(asked);
      setSelected([]);
    },
  };
}

/** Behind the title; the dots of a number that isn't there yet need no more room than it. */
function countText(counts: TokenCounts | null): string | undefined {
  if (counts === null) return '…';
  return counts.found > 0 ? t('tokens.count', counts) : undefined;
}

const filters = (
  <>
    <ColumnChoice />
    <LedgerFilters />
  </>
);
const jobs = <TokenJobs />;

/** The most selected tokens that one call revokes or exports. */
const MOST_CHOSEN = 10_000;

/** Every token that was issued, with its status; the newest first. */
export function TokenLedger() {
  const filter = useLedgerFilter();
  const asked = useDebounced(filter);
  const pages = usePages('token:list', ledgerQuery(asked), afterLast);
  const tokens = tokensOf(pages.data);

  const areOld = pages.isPlaceholderData;
  const counted = useCounts(asked, { tokens, areOld, more: pages.hasNextPage });
  const { counts } = counted;
  const error = pages.error ?? counted.error;

  const { selected, selectedIds, found, select, selectAll } = useSelection(pages, asked, counts);
  const [exporting, setExporting] = useState<Exporting | null>(null);
  const [revoking, setRevoking] = useState<TokenSummary | null>(null);
  const [comparing, setComparing] = useState<Comparing | null>(null);
  const [explained, setExplained] = useState<TokenSummary | null>(null);
  const narrowed = isNarrowed(asked) ? found : null;

  const exportTokens = useStable((chosen: Selection | null): void => {
    setExporting(chosen ?? { of: 'everything' });
  });

  /** Several are a bulk job, whose report is kept. */
  const revoke = useStable((chosen: Selection): void => {
    const [only, ...more] = chosen.of === 'tokens' ? chosen.tokens : [];
    if (only !== undefined && more.length === 0) {
      setRevoking(only);
      return;
    }
    const tokens =
      chosen.of === 'filter'
        ? { filter: { ...chosen.filter, state: 'active' as const } }
        : { ids: chosen.tokens.map(({ id }) => id) };
    openBulk({ what: 'revoke', tokens, onDone: () => select([]) });
  });

  function withToken(act: (token: TokenSummary) => void): (id: string) => void {
    return (id) => {
      const token = tokens.find((token) => token.id === id);
      if (token !== undefined) act(token);
    };
  }

  /** Compares two selected tokens; otherwise the token with the current one of its keys. */
  function compareOf(token: TokenSummary): ((one: TokenSummary) => void) | undefined {
    const others = selectedIds.filter((id) => id !== token.id);
    const [other] = selectedIds.length === 2 && others.length === 1 ? others : [];
    const second = tokens.find(({ id }) => id === other);
    if (second !== undefined) return () => setComparing({ token, other: second });
    return token.current ? undefined : () => setComparing({ token });
  }

  useCommand('tokens.expiring', showExpiring);
  const columns = ledgerColumns(useChosenColumns());
  const searchField = useSearchCommand();
  const exportShown = useStable(() => {
    const isChosen = selected === 'counting' || countsOf(selected).found > 0;
    const exported = isChosen ? selected : narrowed;
    // The button says so.
    if (exported !== 'counting') exportTokens(exported);
  });
  useCommand('tokens.export', exportShown);
  // Neither the head nor the filters change with each page that is scrolled to.
  const header = useMemo(
    () => (
      <PageHeader
        title={t('tokens.title')}
        count={countText(counts)}
        subtitle={t('tokens.subtitle')}
        actions={<ExportButton exported={narrowed} onExport={exportTokens} />}
      />
    ),
    [counts, narrowed, exportTokens],
  );

  return (
    <>
      <TablePage
        header={header}
        search={{
          ref: searchField,
          label: t('tokens.search'),
          placeholder: t('tokens.searchPlaceholder'),
          value: filter.search,
          onChange: (search) => narrowLedger({ search }),
        }}
        filters={filters}
        footer={
          <SelectionBar
            selected={selected}
            onExport={exportTokens}
            onRevoke={revoke}
            onClear={() => select([])}
          />
        }
        notice={
          <>
            {jobs}
            {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
          </>
        }
      >
        <DataTable
          label={t('tokens.list')}
          columns={columns}
          sort={{ column: filter.sort.by, direction: filter.sort.direction }}
          onSort={({ column, direction }) => {
            const by = tokenSorts.find((sort) => sort === column);
            if (by !== undefined) narrowLedger({ sort: { by, direction } });
          }}
          items={tokens}
          question={asked}
          selection="multiple"
          selectedIds={selectedIds}
          onSelect={select}
          onSelectAll={selectAll}
          onOpen={withToken(openOwner)}
          onCopy={withToken((token) => void copyToken(token))}
          rowMenu={(id) => {
            const token = tokens.find((token) => token.id === id);
            if (token === undefined) return [];
            return tokenEntries(token, {
              onExport: (one) => exportTokens(oneToken(one)),
              onRevoke: setRevoking,
              onOpen: openOwner,
              onStale: setExplained,
              onCompare: compareOf(token),
            });
          }}
          emptyState={pages.isPending ? null : <Nothing />}
          onLoadMore={
            pages.hasNextPage ? () => void pages.fetchNextPage({ cancelRefetch: false }) : undefined
          }
          isLoadingMore={pages.isFetchingNextPage}
        />
      </TablePage>
      <LedgerCount counts={counts} asked={asked} />
      {comparing !== null && (
        <CompareDialog comparing={comparing} onClose={() => setComparing(null)} />
      )}
      {explained !== null && <StaleDialog token={explained} onClose={() => setExplained(null)} />}
      <ExportDialog
        exporting={exporting}
        onClose={() => setExporting((now) => (now === exporting ? null : now))}
      />
      <RevokeDialog
        token={revoking}
        onClose={() => setRevoking(null)}
        onRevoked={() => select([])}
      />
    </>
  );
}

function Nothing() {
  const filter = useLedgerFilter();
  return isNarrowed(filter) ? (
    <EmptyState
      icon={SearchX}
      title={t('tokens.noMatchTitle')}
      text={t('tokens.noMatchText')}
      action={<Button onPress={showWholeLedger}>{t('tokens.noMatchAction')}</Button>}
    />
  ) : (
    <EmptyState
      icon={Ticket}
      title={t('tokens.emptyTitle')}
      text={t('tokens.emptyText')}
      action={
        <Button variant="primary" onPress={() => goTo('applications')}>
          {t('tokens.emptyAction')}
        </Button>
      }
    />
  );
}
