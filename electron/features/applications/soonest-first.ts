import { z } from 'zod';
import { searchWords } from '../../../shared/domain/text.ts';
import { all, countRow, first, type ReadableDb } from '../../base/database/database.ts';
import {
  type Condition,
  compareKeys,
  fewHits,
  hasWords,
  type Key,
  type Listed,
  type Order,
  type PageQuery,
  rowsOf,
  walk,
} from '../../base/database/lists.ts';
import { rememberedOrder } from './remembered-order.ts';

const IS_ENDING =
  'n.refused_at IS NULL AND n.current_of = 1 AND n.expires_at > ? AND n.never_expires = 0';
/** The current Production token of application `t`, if it is active at the bound time and expires. */
const ENDING = `FROM token n INDEXED BY token_not_refused_by_application
  WHERE n.application_id = t.id AND ${IS_ENDING}`;
/** When that is; NULL if it isn't active, or never expires. */
const END = `(SELECT n.expires_at ${ENDING})`;
/** Its sequence: orders tokens that expire at the same time. */
const TOKEN = `(SELECT n.sequence ${ENDING})`;

interface Ending extends Key {
  readonly end: number | null;
  readonly token: number | null;
}

/**
 * A page in the order of expiry: first the applications whose current Production token is active
 * and expires, soonest first; then all others by name.
 */
export function pageByEnd(
  db: ReadableDb,
  listed: Listed,
  byName: Order,
  query: PageQuery,
  now: number,
): readonly number[] {
  const words = searchWords(query.search ?? '');
  const after = query.after === undefined ? null : endingOf(db, query.after, now);
  if (after === undefined) return [];
  const { skip = 0, limit, where = [] } = query;
  const hits = words.length === 0 ? null : hitsByEnd(db, listed, words, query, now);
  const before = after === null ? -1 : hits?.indexOf(after.row);
  // The row before the page may no longer be a hit.
  if (hits !== null && before !== undefined && (before >= 0 || after === null)) {
    return hits.slice(before + 1 + skip).slice(0, limit);
  }
  const conditions = [...where, ...hasWords(db, listed, words)];
  const isAmongEnding = after === null || after.end !== null;
  const ending = isAmongEnding ? endingSoon(db, conditions, after, now, { skip, limit }) : [];
  if (ending.length === limit) return ending;
  const others: Condition[] = [[`NOT EXISTS (SELECT 1 ${ENDING})`, now], ...conditions];
  others.unshift(
    after?.end === null
      ? ['(t.name_order, t.number) > (?, ?)', after.by, after.row]
      : ["t.name_order >= ''"],
  );
  // Those that expire are counted only if none of them is on the page.
  const isCounted = isAmongEnding && ending.length === 0 && skip > 0;
  const among = isCounted ? countEnding(db, conditions, after, now) : skip;
  const passed = isAmongEnding ? among : 0;
  const rest = walk(db, listed, byName, others, {
    skip: Math.max(0, skip - passed),
    limit: limit - ending.length,
  });
  return [...ending, ...rest];
}

/** Pages up to this place are found sooner by walking past tokens, if the hits are many. */
const FAR = 1000;
/** Up to this many hits are looked up and sorted for a page beyond that. */
const MANY = 30_000;

/** The hits in the order of expiry; null if walking finds the page sooner. */
function hitsByEnd(
  db: ReadableDb,
  listed: Listed,
  words: readonly string[],
  { skip = 0, where = [] }: PageQuery,
  now: number,
): readonly number[] | null {
  return rememberedOrder(db, JSON.stringify([words, where]), now, () => {
    const most = skip < FAR ? undefined : MANY;
    const found = fewHits(db, listed, words, 't.name_order', where, most);
    if (found === null) return null;
    const sorted = withEnds(db, found, now).toSorted(compareEndings);
    return { rows: sorted.map(({ row }) => row), until: sorted[0]?.end ?? null };
  });
}

/** All such tokens, in the order in which they expire: after a place in that order. */
const endingSoonWith = (conditions: readonly Condition[]): string =>
  `FROM token n INDEXED BY token_not_refused_by_expiry
   ${conditions.length === 0 ? '' : 'CROSS JOIN application t ON t.id = n.application_id'}
   WHERE running() AND n.refused_at IS NULL AND n.current_of = 1 AND n.never_expires = 0
     AND (n.expires_at, n.sequence) > (?, ?) ${conditions.map(([sql]) => `AND ${sql}`).join(' ')}`;

/** Walks those tokens; without other conditions, only the page's ones are looked up. */
function endingSoon(
  db: ReadableDb,
  conditions: readonly Condition[],
  after: Ending | null,
  now: number,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): readonly number[] {
  const order = 'ORDER BY n.expires_at, n.sequence LIMIT ? OFFSET ?';
  const from = startOf(after, now);
  if (conditions.length === 0) {
    const sql = `SELECT n.sequence AS row ${endingSoonWith([])} ${order}`;
    const places = rowsOf(all(db, sql, ...from, limit, skip));
    const rows = all(
      db,
      `SELECT t.number AS row FROM json_each(?) c CROSS JOIN token n ON n.sequence = c.value
         CROSS JOIN application t ON t.id = n.application_id`,
      JSON.stringify(places),
    );
    return rowsOf(rows);
  }
  const rows = all(
    db,
    `SELECT t.number AS row ${endingSoonWith(conditions)} ${order}`,
    ...from,
    ...conditions.flatMap(([, ...values]) => values),
    limit,
    skip,
  );
  return rowsOf(rows);
}

/** The place after which to go on. A token that expires at `now` has expired. */
const startOf = (after: Ending | null, now: number): readonly [number, number] =>
  after === null ? [now, LAST] : [after.end ?? now, after.token ?? LAST];

function countEnding(
  db: ReadableDb,
  conditions: readonly Condition[],
  after: Ending | null,
  now: number,
): number {
  const row = first(
    db,
    `SELECT count(*) AS count ${endingSoonWith(conditions)}`,
    ...startOf(after, now),
    ...conditions.flatMap(([, ...values]) => values),
  );
  return countRow.parse(row).count;
}

/** Higher than any token's sequence. */
const LAST = Number.MAX_SAFE_INTEGER;

const endRow = z.object({
  row: z.number(),
  end: z.number().nullable(),
  token: z.number().nullable(),
});

function withEnds(db: ReadableDb, keys: readonly Key[], now: number): readonly Ending[] {
  const rows = all(
    db,
    `SELECT t.number AS row, n.expires_at AS end, n.sequence AS token
     FROM json_each(?) c CROSS JOIN application t ON t.number = c.value
       CROSS JOIN token n INDEXED BY token_not_refused_by_application ON n.application_id = t.id
     WHERE running() AND ${IS_ENDING}`,
    JSON.stringify(keys.map(({ row }) => row)),
    now,
  );
  const ends = new Map(
    z
      .array(endRow)
      .parse(rows)
      .map((row) => [row.row, row]),
  );
  return keys.map((key) => ({ end: null, token: null, ...ends.get(key.row), ...key }));
}

const endingRow = endRow.extend({ by: z.string() }).optional();

function endingOf(db: ReadableDb, id: string, now: number): Ending | undefined {
  const row = first(
    db,
    `SELECT t.number AS row, t.name_order AS by, ${END} AS end, ${TOKEN} AS token
     FROM application t WHERE t.id = ?`,
    now,
    now,
    id,
  );
  return endingRow.parse(row);
}

function compareEndings(one: Ending, other: Ending): number {
  if (one.end === null || other.end === null) {
    if (one.end === other.end) return compareKeys(one, other);
    return one.end === null ? 1 : -1;
  }
  return one.end - other.end || (one.token ?? 0) - (other.token ?? 0);
}
