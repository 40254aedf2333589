import { useRef, useState } from 'react';
import type { TokenId } from '../../../shared/domain/ids.ts';
import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { t } from '../../../shared/words/words.ts';
import { ShortMoment } from '../../format/moment.tsx';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { useIsNarrow } from '../../program/narrow.ts';
import { goTo } from '../../program/navigation.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { MoreButton } from '../../ui/menu-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Section } from '../../ui/section.tsx';
import { CompareDialog, type Comparing } from '../tokens/compare-dialog.tsx';
import { copyToken } from '../tokens/copy-token.ts';
import { tokenEntries } from '../tokens/token-entries.ts';
import { TokenBadge, TokenEnd } from '../tokens/token-expiry.tsx';
import type { KeysOfProps } from './keys-of-props.ts';
import css from './token-history.module.css';
import { TokenTimeline } from './token-timeline.tsx';

const STEP = 50;
/** The most rows of one call. */
const MOST = 500;
/** In px: below this width only the Tokens page shows expiry and scopes. */
const WIDE = 632;

type TokenHistoryProps = KeysOfProps &
  Readonly<{
    onExport: (token: TokenSummary) => void;
    onRevoke: (token: TokenSummary) => void;
  }>;

/** Every token of one set of keys, each with its status. */
export function TokenHistory({ application, keyType, onExport, onRevoke }: TokenHistoryProps) {
  const [limit, setLimit] = useState(STEP);
  const { data } = useChannel(
    'token:list',
    { applicationId: application.id, keyType, limit },
    { keepPrevious: true },
  );
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(frame, WIDE);
  const tokens = data?.tokens ?? [];
  const [comparing, setComparing] = useState<Comparing | null>(null);

  function withOne(id: string, act: (token: TokenSummary) => void): void {
    const token = tokens.find((one) => one.id === id);
    if (token !== undefined) act(token);
  }

  const rows = tokens.map((token) => ({
    id: token.id,
    token,
    entries: tokenEntries(token, {
      onExport,
      onRevoke,
      onCompare: token.current ? undefined : (one) => setComparing({ token: one }),
    }),
  }));

  return (
    <Section title={t('keys.history')} description={t('keys.historyText')} isWide>
      {tokens.length > 1 && <TokenTimeline tokens={tokens} />}
      <div ref={frame}>
        <DataTable
          label={t('keys.history')}
          columns={isNarrow ? narrowColumns : columns}
          items={rows}
          onCopy={(id) => withOne(id, (token) => void copyToken(token))}
          onDelete={(id) =>
            withOne(id, (token) => tokenState(token, Date.now()) === 'active' && onRevoke(token))
          }
          rowMenu={(id) => rows.find((row) => row.id === id)?.entries ?? []}
          maxRows={10}
        />
      </div>
      {comparing !== null && (
        <CompareDialog comparing={comparing} onClose={() => setComparing(null)} />
      )}
      {data?.more === true && (
        <div className={css['more']}>
          {limit < MOST ? (
            <Button onPress={() => setLimit(Math.min(MOST, limit + STEP))}>{t('keys.more')}</Button>
          ) : (
            <Button onPress={() => goTo('tokens')}>{t('keys.allTokens')}</Button>
          )}
        </div>
      )}
    </Section>
  );
}

interface Row {
  readonly id: TokenId;
  readonly token: TokenSummary;
  readonly entries: readonly MenuEntry[];
}

const statusColumn: TableColumn<Row> = {
  id: 'status',
  title: t('keys.columns.status'),
  cell: ({ token }) => (
    <span className={css['status']}>
      <TokenBadge token={token} />
      {token.current && <Badge tone="accent">{t('keys.current')}</Badge>}
    </span>
  ),
  minWidth: 96,
};

const columns: readonly TableColumn<Row>[] = [
  {
    id: 'issued',
    title: t('keys.columns.issued'),
    cell: ({ token }) => <ShortMoment at={token.issuedAt} />,
    text: ({ token }) => formatDateTime(token.issuedAt),
    isRowHeader: true,
    width: 140,
    minWidth: 96,
  },
  {
    id: 'expires',
    title: t('keys.columns.expires'),
    cell: ({ token }) => <TokenEnd token={token} as={ShortMoment} />,
    width: 196,
    minWidth: 96,
  },
  { ...statusColumn, width: 156 },
  {
    id: 'scopes',
    title: t('keys.columns.scopes'),
    cell: ({ token }) => token.scopes.join(' '),
    minWidth: 72,
    isMono: true,
  },
  {
    id: 'actions',
    title: t('keys.columns.actions'),
    isTitleHidden: true,
    cell: ({ token, entries }) => (
      <MoreButton
        label={t('keys.actionsOf', { moment: formatDateTime(token.issuedAt) })}
        entries={entries}
      />
    ),
    width: 56,
    minWidth: 56,
  },
];

/** The status gets the room of the hidden columns. */
const narrowColumns = columns
  .filter(({ id }) => id !== 'scopes' && id !== 'expires')
  .map((column) => (column.id === 'status' ? statusColumn : column));
