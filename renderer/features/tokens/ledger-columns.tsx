import type { TokenSummary } from '../../../shared/domain/token.ts';

import { t } from '../../../shared/words/words.ts';
import { Ago } from '../../format/moment.tsx';
import { tokenStatus } from '../../format/token-status.ts';
import { Badge } from '../../ui/badge.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import { StatusBadge } from '../../ui/status-badge.tsx';
import { useNow } from '../../ui/use-now.ts';
import { TokenEnd } from './token-expiry.tsx';

/** “Never expires” has a column of its own here. */
function TokenStatusBadge({ token }: Readonly<{ token: TokenSummary }>) {
  const status = tokenStatus(token, useNow());
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

export const ledgerColumns: readonly TableColumn<TokenSummary>[] = [
  {
    id: 'application',
    title: t('tokens.columns.application'),
    cell: (token) => token.applicationName,
    isRowHeader: true,
    minWidth: 120,
    width: '2fr',
  },
  {
    id: 'keyType',
    title: t('tokens.columns.keyType'),
    cell: (token) => t(`keyTypes.${token.keyType}`),
    width: 96,
  },
  {
    id: 'status',
    title: t('tokens.columns.status'),
    cell: (token) => <TokenStatusBadge token={token} />,
    width: 168,
  },
  {
    id: 'issued',
    title: t('tokens.columns.issued'),
    cell: (token) => <Ago at={token.issuedAt} />,
    isSortable: true,
    width: 124,
  },
  {
    id: 'expires',
    title: t('tokens.columns.expires'),
    cell: (token) => <TokenEnd token={token} as={Ago} />,
    isSortable: true,
    width: 184,
  },
  {
    id: 'scopes',
    title: t('tokens.columns.scopes'),
    cell: (token) => <span title={token.scopes.join('\n')}>{token.scopes.join(' ')}</span>,
    minWidth: 96,
    width: '2fr',
  },
  {
    id: 'kid',
    title: t('tokens.columns.kid'),
    cell: (token) => <span title={token.kid}>{token.kid}</span>,
    isMono: true,
    minWidth: 96,
  },
];
