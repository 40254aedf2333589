import { z } from 'zod';
import { searchWords } from '../../../shared/domain/text.ts';
import { all, first, type ReadableDb } from '../../base/database/database.ts';
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

/**
 * When the current Production token of application `t` expires, if it is active at the bound time;
 * NULL if it isn't, or never expires.
 */
const END = `(
  SELECT CASE WHEN n.refused_at IS NULL AND n.never_expires = 0 AND n.expires_at > ?
    THEN n.expires_at END
  FROM application_keys k CROSS JOIN token n ON n.keys_id = k.id
  WHERE k.application_id = t.id AND k.key_type = 'PRODUCTION'
  ORDER BY n.sequence DESC LIMIT 1)`;

/** The current Production token of application `t`. */
const TOKEN = `(
  SELECT max(n.sequence) FROM application_keys k CROSS JOIN token n ON n.keys_id = k.id
  WHERE k.application_id = t.id AND k.key_type = 'PRODUCTION')`;

interface Ending extends Key {
  readonly end: number | null;
  /** Its sequence: orders tokens that expire at the same time. */
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
  const few = words.length === 0 ? null : fewHits(db, listed, words, 't.name_order', where);
  if (few !== null) {
    return withEnds(db, few, now)
      .toSorted(compareEndings)
      .filter((one) => after === null || compareEndings(one, after) > 0)
      .slice(skip, skip + limit)
      .map(({ row }) => row);
  }
  const ending =
    after === null || after.end !== null
      ? endingSoon(db, [...hasWords(db, listed, words), ...where], after, now, skip + limit)
      : [];
  if (ending.length >= skip + limit) return ending.slice(skip);
  const others: Condition[] = [[`${END} IS NULL`, now], ...where, ...hasWords(db, listed, words)];
  others.unshift(
    after?.end === null
      ? ['(t.name_order, t.number) > (?, ?)', after.by, after.row]
      : ["t.name_order >= ''"],
  );
  const rest = walk(db, listed, byName, others, {
    skip: Math.max(0, skip - ending.length),
    limit: Math.min(limit, skip + limit - ending.length),
  });
  return [...ending.slice(skip), ...rest];
}

/** Walks the tokens that expire, skipping Sandbox tokens and replaced ones. */
function endingSoon(
  db: ReadableDb,
  conditions: readonly Condition[],
  after: Ending | null,
  now: number,
  limit: number,
): readonly number[] {
  const rows = all(
    db,
    `SELECT t.number AS row
     FROM token n INDEXED BY token_not_refused_by_expiry
       CROSS JOIN application_keys k ON k.id = n.keys_id
       CROSS JOIN application t ON t.id = n.application_id
     WHERE running() AND n.refused_at IS NULL AND n.never_expires = 0 AND n.expires_at >= ?
       AND (n.expires_at > ? OR n.sequence > ?)
       AND k.key_type = 'PRODUCTION'
       AND n.sequence = (SELECT max(m.sequence) FROM token m WHERE m.keys_id = n.keys_id)
       ${conditions.map(([sql]) => `AND ${sql}`).join(' ')}
     ORDER BY n.expires_at, n.sequence LIMIT ?`,
    after?.end ?? now + 1,
    after?.end ?? now,
    after?.token ?? 0,
    ...conditions.flatMap(([, ...values]) => values),
    limit,
  );
  return rowsOf(rows);
}

const endRow = z.object({
  row: z.number(),
  end: z.number().nullable(),
  token: z.number().nullable(),
});

function withEnds(db: ReadableDb, keys: readonly Key[], now: number): readonly Ending[] {
  const rows = all(
    db,
    `SELECT t.number AS row, ${END} AS end, ${TOKEN} AS token FROM application t
     WHERE t.number IN (SELECT value FROM json_each(?))`,
    now,
    JSON.stringify(keys.map(({ row }) => row)),
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
