import { orderKey } from '../../../shared/domain/text.ts';
import { type TokenSummary, tokenState, tokenStates } from '../../../shared/domain/token.ts';
import type { TokenSort } from '../../../shared/domain/token-filter.ts';
import { compareText } from '../../base/database/values.ts';

type Sorted = TokenSummary & { readonly sequence: number };
type Key = (token: Sorted, now: number) => string | number;

const keys: Readonly<Record<Exclude<TokenSort['by'], 'revoked'>, Key>> = {
  application: ({ applicationName }) => orderKey(applicationName),
  keyType: ({ keyType }) => keyType,
  status: (token, now) => tokenStates.indexOf(tokenState(token, now)),
  issued: ({ sequence }) => sequence,
  expires: ({ expiresAt }) => expiresAt,
  scopes: ({ scopes }) => JSON.stringify(scopes).slice(0, 40),
  kid: ({ kid }) => kid,
  profile: ({ profile }) => profile,
  size: ({ size }) => size,
  jti: ({ id }) => id,
};

/** Orders with only a few values list the newest token first within each value. */
const GROUPED: ReadonlySet<TokenSort['by']> = new Set([
  'application',
  'keyType',
  'status',
  'kid',
  'profile',
  'scopes',
]);

/** The ledger's order, as an index has it. `now` in ms since the epoch. */
export function compareTokens(one: Sorted, other: Sorted, sort: TokenSort, now: number): number {
  const sign = sort.direction === 'ascending' ? 1 : -1;
  const newest = other.sequence - one.sequence;
  const otherwise = GROUPED.has(sort.by) ? newest : -sign * newest;
  if (sort.by !== 'revoked') {
    const key = keys[sort.by];
    const first = sign * compare(key(one, now), key(other, now));
    if (first !== 0 || sort.by !== 'scopes') return first || otherwise;
    return sign * compareText(one.applicationId, other.applicationId) || otherwise;
  }
  const [first, second] = [one.revokedAt, other.revokedAt];
  if (first === null || second === null) {
    return first === second ? newest : Number(first === null) - Number(second === null);
  }
  // Many are refused at once when their application is moved to the bin.
  return sign * (first - second) || sign * compare(one.id, other.id);
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return compareText(String(one), String(other));
}
