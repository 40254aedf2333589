import type { TokenSummary } from '../../../shared/domain/token.ts';
import { type TokenSort, tokenSorts } from '../../../shared/domain/token-filter.ts';
import { profileNames } from '../../../shared/domain/token-form.ts';
import { t } from '../../../shared/words/words.ts';
import { Ago } from '../../format/moment.tsx';
import { formatRelative } from '../../format/time.ts';
import { tokenStatus } from '../../format/token-status.ts';
import { Badge } from '../../ui/badge.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useFromNow } from '../../ui/use-now.ts';

/** “Never expires” is in a column of its own here. */
function TokenStatusBadge({ token }: Readonly<{ token: TokenSummary }>) {
  return <StatusAt token={token} status={useFromNow((now) => tokenStatus(token, now))} />;
}

type StatusAtProps = Readonly<{ token: TokenSummary; status: ReturnType<typeof tokenStatus> }>;

function StatusAt({ token, status }: StatusAtProps) {
  return (
    <>
      <StatusBadge status={status === 'never' ? 'active' : status} />
      {token.stale && token.current && (
        <>
          {' '}
          <Badge tone="expiring">{t('tokens.stale')}</Badge>
        </>
      )}
    </>
  );
}

/** Every column that the ledger can show; each can be sorted by. */
const allColumns: Readonly<
  Record<TokenSort['by'], Omit<TableColumn<TokenSummary>, 'id' | 'title'>>
> = {
  application: {
    cell: (token) => token.applicationName,
    isRowHeader: true,
    minWidth: 160,
    width: '3fr',
  },
  keyType: { cell: (token) => t(`keyTypes.${token.keyType}`), width: 96 },
  status: {
    cell: (token) => <TokenStatusBadge token={token} />,
    passing: (token) => <StatusAt token={token} status={tokenStatus(token, Date.now())} />,
    width: 160,
  },
  issued: {
    cell: (token) => <Ago at={token.issuedAt} />,
    passing: (token) => ago(token.issuedAt),
    width: 120,
  },
  expires: {
    cell: (token) => <Expiry token={token} />,
    passing: (token) => (token.neverExpires ? t('tokenStatus.never') : ago(token.expiresAt)),
    // "vor 35 Sekunden"
    width: 132,
  },
  revoked: {
    cell: (token) => <Revoked token={token} />,
    passing: (token) => (token.revokedAt === null ? '–' : ago(token.revokedAt)),
    width: 120,
  },
  scopes: {
    cell: (token) => <span title={token.scopes.join('\n')}>{token.scopes.join(' ')}</span>,
    passing: (token) => token.scopes.join(' '),
    minWidth: 96,
    width: '2fr',
  },
  kid: {
    cell: (token) => <span title={token.kid}>{token.kid}</span>,
    isMono: true,
    minWidth: 96,
  },
  profile: { cell: (token) => profileName(token.profile), width: 112 },
  size: {
    cell: (token) => t('tokens.bytes', { size: token.size }),
    width: 104,
    align: 'end',
  },
  jti: {
    cell: (token) => <span title={token.id}>{token.id}</span>,
    isMono: true,
    minWidth: 96,
  },
};

function ago(at: number): string {
  return formatRelative(at, Date.now());
}

/** Of a revoked one, too: when it was revoked is in the next column. */
function Expiry({ token: { expiresAt, neverExpires } }: Readonly<{ token: TokenSummary }>) {
  return neverExpires ? t('tokenStatus.never') : <Ago at={expiresAt} />;
}

function Revoked({ token: { revokedAt } }: Readonly<{ token: TokenSummary }>) {
  return revokedAt === null ? '–' : <Ago at={revokedAt} />;
}

function profileName(name: string): string {
  const known = profileNames.find((profile) => profile === name);
  return known === undefined ? name : t(`issue.profiles.${known}`);
}

/** Shown until a person chooses others. */
export const firstColumns: readonly TokenSort['by'][] = [
  'application',
  'keyType',
  'status',
  'issued',
  'expires',
  'revoked',
  'scopes',
];

/** The application's name is always shown: it names the row. */
export const NAMING_COLUMN = 'application' satisfies TokenSort['by'];

const columnsOf = new Map<string, readonly TableColumn<TokenSummary>[]>();

/** The same array for the same columns: a new one would re-render every row. */
export function ledgerColumns(chosen: readonly string[]): readonly TableColumn<TokenSummary>[] {
  const shown = tokenSorts.filter((id) => id === NAMING_COLUMN || chosen.includes(id));
  const key = shown.join();
  const columns = columnsOf.get(key) ?? shown.map(columnOf);
  columnsOf.set(key, columns);
  return columns;
}

function columnOf(id: TokenSort['by']): TableColumn<TokenSummary> {
  return { ...allColumns[id], id, title: t(`tokens.columns.${id}`), isSortable: true };
}
