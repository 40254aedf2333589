import type { TokenState } from '../../shared/domain/token.ts';
import { keyTypeNames } from '../../shared/words/en/key-types.ts';
import { plural } from '../../shared/words/en/plural.ts';

export const tokensStrings = {
  title: 'Tokens',
  subtitle: 'Every access token that was issued here, and its fate.',
  /** Of those that match; they are read as far as somebody has looked. */
  count: (read: number, hasMore: boolean) => (hasMore ? `${read}+` : String(read)),
  list: 'Tokens',
  toolbar: 'Actions on the selected tokens',

  search: 'Search tokens',
  searchPlaceholder: 'Application, scope or token id',
  state: 'State',
  states: {
    all: 'All states',
    active: 'Active',
    expired: 'Expired',
    revoked: 'Revoked',
  } satisfies Record<TokenState | 'all', string>,
  keyType: 'Key type',
  keyTypes: { all: 'All key types', ...keyTypeNames },
  neverExpires: 'Never expires',

  columns: {
    application: 'Application',
    keyType: 'Key type',
    status: 'Status',
    issued: 'Issued',
    expires: 'Expires',
    scopes: 'Scopes',
    kid: 'Key id (kid)',
  },

  copy: 'Copy',
  open: 'Open application',
  revoke: 'Revoke…',
  exportCurrent: 'Export all current…',
  exportSome: (count: number) =>
    plural(count, { one: 'Export 1 token…', other: (n) => `Export ${n} tokens…` }),
  copyOne: 'Copy access token',

  selectOne: 'Select one token first',
  selectActive: 'Select an active token first',
  notActive: 'It is not active any more',

  revokeTitle: (owners: readonly string[]) =>
    owners.length === 1
      ? `Revoke the access token of ${owners[0]}?`
      : plural(owners.length, {
          one: 'Revoke 1 active token?',
          other: (n) => `Revoke ${n} active tokens?`,
        }),
  revokeEffect: (count: number) =>
    `Revokes ${plural(count, {
      one: '1 active token',
      other: (n) => `${n} active tokens`,
    })}. It cannot be taken back. A gateway accepts a revoked token until it is given the revocation list.`,
  revokeConfirm: 'Revoke',
  revoked: (count: number) =>
    plural(count, { one: '1 token revoked', other: (n) => `${n} tokens revoked` }),
  revokedNext: 'Your gateways do not know yet: give them the revocation list.',
  toGateways: 'Gateways',
  notRevoked: 'Nothing was revoked',

  emptyTitle: 'No tokens yet',
  emptyText:
    'Each access token that you generate is listed here for good, with its scopes, its expiry and what became of it.',
  emptyAction: 'Go to Applications',
  noMatchTitle: 'No token matches',
  noMatchText: 'No token has what is searched and filtered for.',
  noMatchAction: 'Clear search and filters',
} as const;
