import { z } from 'zod';
import type { TokenFilter, TokenSort } from '../../../shared/domain/token-filter.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import { type Condition, LAST, type TokenPlace } from './ledger-order.ts';

/** Tokens that gateways don't refuse, by expiry within each `current_of` and `never_expires`. */
export const NOT_REFUSED_BY_EXPIRY = 'token t INDEXED BY token_not_refused_by_expiry';
export const REFUSED_BY_EXPIRY = 'token t INDEXED BY token_refused_by_expiry';

/** A condition for the former, to find all that expire in a span of time, in no order. */
export const DATED = 't.refused_at IS NULL AND t.current_of IN (0, 1, 2) AND t.never_expires = 0';

/** A part of the ledger that an index has in the order of expiry. */
interface Part {
  readonly from: string;
  readonly condition: string;
  /** Whether all of them have a date. */
  readonly isDated: boolean;
  /** Whether it can have tokens that the filter finds. Otherwise it would be read to its end. */
  readonly has: (filter: TokenFilter) => boolean;
}

const keyTypeOf = { 1: 'PRODUCTION', 2: 'SANDBOX' } as const;

const parts: readonly Part[] = [
  ...([0, 1, 2] as const).flatMap((currentOf) => [
    notRefused(currentOf, false),
    notRefused(currentOf, true),
  ]),
  {
    from: REFUSED_BY_EXPIRY,
    condition: 't.refused_at IS NOT NULL',
    isDated: false,
    has: ({ state }) => state !== 'active',
  },
];

function notRefused(currentOf: 0 | 1 | 2, never: boolean): Part {
  return {
    from: NOT_REFUSED_BY_EXPIRY,
    condition: `t.refused_at IS NULL AND t.current_of = ${currentOf}
      AND t.never_expires = ${never ? 1 : 0}`,
    isDated: !never,
    has: ({ state, neverExpires = never, current = currentOf > 0, keyType }) =>
      state !== 'revoked' &&
      !(never && state === 'expired') &&
      neverExpires === never &&
      current === currentOf > 0 &&
      (currentOf === 0 || keyType === undefined || keyType === keyTypeOf[currentOf]),
  };
}

const placeRows = z.array(z.object({ sequence: z.number(), expiresAt: z.number() }));

interface Asked {
  readonly filter: TokenFilter;
  readonly direction: TokenSort['direction'];
  /** The last one of the previous page. */
  readonly last: TokenPlace | undefined;
  /** The filter's conditions, and the tables that they need besides the token itself. */
  readonly filters: readonly Condition[];
  readonly joined: string;
  readonly limit: number;
}

/** The next tokens by expiry, then by age. @param now milliseconds since the epoch. */
export function placesByExpiry(db: ReadableDb, asked: Asked, now: number): readonly TokenPlace[] {
  const sign = asked.direction === 'ascending' ? 1 : -1;
  return parts
    .filter(({ has }) => has(asked.filter))
    .flatMap((part) => placesOf(db, part, asked, now))
    .toSorted(
      (one, other) => sign * (one.expiresAt - other.expiresAt || one.sequence - other.sequence),
    )
    .slice(0, asked.limit);
}

function placesOf(
  db: ReadableDb,
  { from, condition, isDated }: Part,
  { filter, direction, last, filters, joined, limit }: Asked,
  now: number,
): readonly TokenPlace[] {
  const isUp = direction === 'ascending';
  const [than, word] = isUp ? ['>', 'ASC'] : ['<', 'DESC'];
  const [least, most] = expiryOf(filter, isDated, now);
  const start = isUp ? { expiresAt: least, sequence: 0 } : { expiresAt: most, sequence: LAST };
  const after = last ?? start;
  const rows = all(
    db,
    `SELECT t.sequence, t.expires_at AS expiresAt FROM ${from} ${joined}
     WHERE running() AND ${condition} AND (t.expires_at, t.sequence) ${than} (?, ?)
       AND t.expires_at ${isUp ? '<=' : '>='} ?
       ${filters.map(([sql]) => `AND ${sql}`).join(' ')}
     ORDER BY t.expires_at ${word}, t.sequence ${word} LIMIT ?`,
    after.expiresAt,
    after.sequence,
    isUp ? most : least,
    ...filters.flatMap(([, ...values]) => values),
    limit,
  );
  return placeRows.parse(rows);
}

/** The first and the last expiry that a filter can find in a part. */
function expiryOf({ state, expiresBefore }: TokenFilter, isDated: boolean, now: number) {
  const least = state === 'active' && isDated ? now + 1 : 0;
  const most = Math.min(
    state === 'expired' ? now : LAST,
    expiresBefore === undefined ? LAST : expiresBefore - 1,
  );
  return [least, most] as const;
}
