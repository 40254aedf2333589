import { SearchX, Ticket } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TokenSummary } from '../../../shared/domain/token.ts';
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
import { TablePage } from '../../ui/table-page.tsx';
import { ExportDialog, type Exporting } from '../export/export-dialog.tsx';
import { copyToken } from './copy-token.ts';
import { LedgerToolbar, openOwner } from './ledger-actions.tsx';
import { ledgerColumns } from './ledger-columns.tsx';
import { LedgerFilters } from './ledger-filters.tsx';
import {
  type LedgerFilter,
  ledgerQuery,
  narrowLedger,
  showWholeLedger,
  useLedgerFilter,
} from './ledger-store.ts';
import { RevokeDialog } from './revoke-dialog.tsx';
import { tokenEntries } from './token-entries.ts';
import { TokenJobs } from './token-jobs.tsx';

function afterLast({
  tokens,
  more,
}: Output<'token:list'>): Partial<Input<'token:list'>> | undefined {
  const last = tokens.at(-1);
  return more && last !== undefined ? { after: last.id } : undefined;
}

/** As many as one call revokes or exports. */
const MOST_SELECTED = 10_000;

type Pages = ReturnType<typeof usePages<'token:list'>>;

function tokensOf(data: Pages['data']): readonly TokenSummary[] {
  return data?.pages.flatMap(({ tokens }) => tokens) ?? [];
}

/** What is selected. All are all that match, so the pages that nobody has scrolled to are read. */
function useSelection(pages: Pages, asked: LedgerFilter) {
  const [selectedIds, setSelected] = useState<readonly string[]>([]);
  // The person's own choice ends what an earlier one has set going.
  const choices = useRef(0);

  function select(ids: readonly string[]): void {
    choices.current += 1;
    setSelected(ids);
  }

  async function selectAll(): Promise<void> {
    const choice = ++choices.current;
    let read: Pick<Pages, 'data' | 'hasNextPage'> = pages;
    while (choice === choices.current && useLedgerFilter.getState() === asked) {
      const ids = tokensOf(read.data)
        .slice(0, MOST_SELECTED)
        .map(({ id }) => id);
      setSelected(ids);
      if (!read.hasNextPage || ids.length >= MOST_SELECTED) return;
      const before = read.data;
      read = await pages.fetchNextPage();
      // Reading failed: the page says so.
      if (read.data === before) return;
    }
  }

  return { selectedIds, select, selectAll };
}

/** Every token that was issued, with its status; the newest first. */
export function TokenLedger() {
  const filter = useLedgerFilter();
  const asked = useDebounced(filter);
  const pages = usePages('token:list', ledgerQuery(asked), afterLast);
  const tokens = tokensOf(pages.data);

  const { selectedIds, select, selectAll } = useSelection(pages, asked);
  // What is filtered away is not acted upon unseen.
  const chosen = new Set(selectedIds);
  const selected = tokens.filter(({ id }) => chosen.has(id));
  const [exporting, setExporting] = useState<Exporting | null>(null);
  const [revoking, setRevoking] = useState<readonly TokenSummary[]>([]);

  function exportTokens(chosen: readonly TokenSummary[]): void {
    setExporting(chosen.length === 0 ? { of: 'everything' } : { of: 'tokens', tokens: chosen });
  }

  function withToken(act: (token: TokenSummary) => void): (id: string) => void {
    return (id) => {
      const token = tokens.find((token) => token.id === id);
      if (token !== undefined) act(token);
    };
  }

  const searchField = useSearchCommand();
  useCommand('tokens.export', () => exportTokens(selected));

  return (
    <>
      <TablePage
        header={
          <PageHeader
            title={t('tokens.title')}
            count={
              tokens.length > 0 ? `${tokens.length}${pages.hasNextPage ? '+' : ''}` : undefined
            }
            subtitle={t('tokens.subtitle')}
            actions={
              <LedgerToolbar selected={selected} onExport={exportTokens} onRevoke={setRevoking} />
            }
          />
        }
        search={{
          ref: searchField,
          label: t('tokens.search'),
          placeholder: t('tokens.searchPlaceholder'),
          value: filter.search,
          onChange: (search) => narrowLedger({ search }),
        }}
        filters={<LedgerFilters />}
        notice={
          <>
            <TokenJobs />
            {pages.error !== null && <Notice tone="danger">{errorText(pages.error.error)}</Notice>}
          </>
        }
      >
        <DataTable
          label={t('tokens.list')}
          columns={ledgerColumns}
          items={tokens}
          selection="multiple"
          selectedIds={selectedIds}
          onSelect={select}
          onSelectAll={() => void selectAll()}
          onOpen={withToken(openOwner)}
          onCopy={withToken((token) => void copyToken(token))}
          rowMenu={(id) => {
            const token = tokens.find((token) => token.id === id);
            if (token === undefined) return [];
            return tokenEntries(token, {
              onExport: (one) => exportTokens([one]),
              onRevoke: (one) => setRevoking([one]),
              onOpen: openOwner,
            });
          }}
          emptyState={pages.isPending ? null : <Nothing />}
          onLoadMore={pages.hasNextPage ? () => void pages.fetchNextPage() : undefined}
          isLoadingMore={pages.isFetchingNextPage}
        />
      </TablePage>
      <ExportDialog exporting={exporting} onClose={() => setExporting(null)} />
      <RevokeDialog tokens={revoking} onClose={() => setRevoking([])} />
    </>
  );
}

function Nothing() {
  const filter = useLedgerFilter();
  const isNarrowed = Object.keys(ledgerQuery(filter)).length > 1;
  return isNarrowed ? (
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
