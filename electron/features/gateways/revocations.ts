import { z } from 'zod';
import { all, countRow, first, type ReadableDb } from '../../base/database/database.ts';
import { inPages } from '../../base/database/in-pages.ts';
import { readable } from '../../base/database/readable.ts';
import { compareText } from '../../base/database/values.ts';
import type { CutOff } from './engines/input.ts';

const rowSchema = z.object({ id: z.string(), refusedAt: z.number(), expiresAt: z.number() });
const rowsSchema = z.array(rowSchema);

/** A token that gateways must refuse. Times are milliseconds since the epoch. */
export type Revocation = z.infer<typeof rowSchema>;

const START: Revocation = { id: '', refusedAt: Number.MIN_SAFE_INTEGER, expiresAt: 0 };

/** The refused tokens of one table in their order, a page at a time. */
function* pagesOf(
  db: ReadableDb,
  [table, refusedAt, index]: readonly [table: string, refusedAt: string, index: string],
  now: number,
): Generator<Revocation, void, undefined> {
  yield* inPages<Revocation>((last, limit) => {
    const { refusedAt: at, id } = last ?? START;
    const rows = all(
      db,
      `SELECT id, ${refusedAt} AS refusedAt, expires_at AS expiresAt FROM ${table} INDEXED BY ${index}
       WHERE ${refusedAt} IS NOT NULL AND (${refusedAt}, id) > (?, ?) AND expires_at > ?
       ORDER BY ${refusedAt}, id LIMIT ?`,
      at,
      id,
      now,
      limit,
    );
    return rowsSchema.parse(rows);
  });
}

/**
 * The `jti` of every token that a gateway must refuse although its signature and dates are valid,
 * oldest revocation first: revoked tokens, and those of applications in the bin or permanently
 * deleted. Tokens that have expired at `now` (ms) are left out: gateways refuse them anyway. Read a
 * page at a time: between two, other calls may be answered.
 */
export function* eachRevoked(db: ReadableDb, now: number): Generator<Revocation, void, undefined> {
  const tables = [
    ['token', 'refused_at', 'token_refused_in_order'],
    ['purged_token', 'revoked_at', 'purged_token_in_order'],
  ] as const;
  const [tokens, purged] = tables.map((table) => pagesOf(db, table, now));
  if (tokens === undefined || purged === undefined) return;
  let [one, other] = [tokens.next(), purged.next()];
  while (one.done !== true || other.done !== true) {
    const isOne =
      other.done === true || (one.done !== true && inOrder(one.value, other.value) <= 0);
    if (isOne && one.done !== true) {
      yield one.value;
      one = tokens.next();
    } else if (other.done !== true) {
      yield other.value;
      other = purged.next();
    }
  }
}

const inOrder = (one: Revocation, other: Revocation): number =>
  one.refusedAt - other.refusedAt || compareText(one.id, other.id);

/** All of {@link eachRevoked}, for files that need them at once. */
export function listRevoked(db: ReadableDb, now: number): Revocation[] {
  return [...eachRevoked(db, now)];
}

/** The `jti` of each of {@link listRevoked}. */
export function listRevocations(db: ReadableDb, now: number): string[] {
  return listRevoked(db, now).map(({ id }) => id);
}

/** The length of {@link listRevocations}. @param since skips what was refused up to then (ms). */
export function countRevocations(db: ReadableDb, now: number, since = -1): number {
  const [index, isLater] =
    since < 0 ? ['token_refused_by_expiry', '? < 0'] : ['token_refused_in_order', 'refused_at > ?'];
  const row = first(
    db,
    `SELECT
       (SELECT count(*) FROM token INDEXED BY ${index}
        WHERE refused_at IS NOT NULL AND expires_at > ? AND ${isLater})
       + (SELECT count(*) FROM purged_token WHERE expires_at > ? AND revoked_at > ?) AS count`,
    now,
    since,
    now,
    since,
  );
  return countRow.parse(row).count;
}

const cutOffRow = z.object({ consumerKey: z.string(), notBefore: z.number() });

/** From when on the tokens of a consumer key count, for those where it was set; whole seconds. */
export function listCutOffs(db: ReadableDb): CutOff[] {
  const rows = all(
    db,
    `SELECT consumer_key AS consumerKey, not_before / 1000 AS notBefore
     FROM application_keys INDEXED BY application_keys_not_before
     WHERE not_before > 0`,
  );
  return readable(cutOffRow, rows).toSorted((one, other) =>
    compareText(one.consumerKey, other.consumerKey),
  );
}
