import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { formatDateTime, formatRelative, formatUtc } from '../../format/time.ts';
import { tokenStatus } from '../../format/token-status.ts';
import { keyTypeNames } from '../../strings/key-types.ts';
import { tokenFateStrings } from '../../strings/token-fate.ts';
import { tokensStrings as words } from '../../strings/tokens.ts';
import type { TableColumn } from '../../ui/data-table.tsx';
import { DateTimeText } from '../../ui/date-time-text.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useNow } from '../../ui/use-now.ts';

type AgoProps = Readonly<{ at: number; say?: (ago: string) => string }>;

/** "2 hours ago"; the moment and the exact second in UTC on hover. */
function Ago({ at, say }: AgoProps) {
  const ago = formatRelative(at, useNow());
  const exact = tokenFateStrings.exact(formatDateTime(at), formatUtc(at));
  return <DateTimeText at={at} text={say?.(ago) ?? ago} exact={exact} />;
}

/** When the token ends, or ended: of one that was revoked nobody waits for its expiry. */
function End({ token }: Readonly<{ token: TokenSummary }>) {
  const { expiresAt, neverExpires, revokedAt } = token;
  const isRevoked = tokenState(token, useNow()) === 'revoked';
  if (isRevoked && revokedAt !== null) return <Ago at={revokedAt} say={tokenFateStrings.revoked} />;
  return neverExpires ? words.never : <Ago at={expiresAt} />;
}

/** That a token never expires stands in a column of its own here. */
function Fate({ token }: Readonly<{ token: TokenSummary }>) {
  const status = tokenStatus(token, useNow());
  return <StatusBadge status={status === 'never' ? 'active' : status} />;
}

export const ledgerColumns: readonly TableColumn<TokenSummary>[] = [
  {
    id: 'application',
    title: words.columns.application,
    cell: (token) => token.applicationName,
    isRowHeader: true,
    minWidth: 120,
    width: '2fr',
  },
  {
    id: 'keyType',
    title: words.columns.keyType,
    cell: (token) => keyTypeNames[token.keyType],
    width: 96,
  },
  {
    id: 'status',
    title: words.columns.status,
    cell: (token) => <Fate token={token} />,
    width: 112,
  },
  {
    id: 'issued',
    title: words.columns.issued,
    cell: (token) => <Ago at={token.issuedAt} />,
    width: 124,
  },
  {
    id: 'expires',
    title: words.columns.expires,
    cell: (token) => <End token={token} />,
    width: 184,
  },
  {
    id: 'scopes',
    title: words.columns.scopes,
    cell: (token) => <span title={token.scopes.join('\n')}>{token.scopes.join(' ')}</span>,
    minWidth: 96,
    width: '2fr',
  },
  {
    id: 'kid',
    title: words.columns.kid,
    cell: (token) => <span title={token.kid}>{token.kid}</span>,
    isMono: true,
    minWidth: 96,
  },
];
