import { z } from 'zod';
import { nameKey } from '../../../shared/domain/text.ts';
import { all, type Bound, countRow, first, type ReadableDb } from '../../base/database/database.ts';
import { matchOf } from '../../base/database/search.ts';
import { hasName, lastIndexed } from './indexed.ts';
import type { Condition, Way } from './ledger-order.ts';
import { OF_ONE_KEYS } from './repository.ts';

/** The tokens after a sequence, in one direction. */
export interface Stretch {
  readonly after: number;
  readonly isUp: boolean;
}

export const alongOf = ({ isUp }: Stretch) =>
  isUp ? (['>', 'ASC'] as const) : (['<', 'DESC'] as const);

/** The tokens that a search finds, wherever it is found. */
export function waysTo(db: ReadableDb, search: string, stretch: Stretch): readonly Way[] {
  const ways: Way[] = waysByKey(db, search).map(([condition, ...values]) =>
    way(condition, values, stretch),
  );
  const indexed = lastIndexed(db);
  if (indexed !== null) {
    const [condition, ...values] = hasName(search);
    ways.push(way(`t.sequence > ${indexed} AND ${condition}`, values, stretch));
  }
  // Last, because counting negates the conditions of earlier ways and MATCH can't be negated.
  const match = matchOf(db, 'token_search', nameKey(search));
  if (match !== null) {
    const [than, word] = alongOf(stretch);
    ways.push({
      from: 'token_search f CROSS JOIN token t ON t.sequence = f.rowid',
      order: `f.rowid ${word}`,
      found: [`f.token_search MATCH ? AND f.rowid ${than} ?`, match, stretch.after],
    });
  }
  return ways;
}

/** Conditions for the tokens whose id, kid or consumer key begins with this text. */
function waysByKey(db: ReadableDb, search: string): readonly Condition[] {
  const id = search.toLowerCase();
  // Eight random digits match one token, or a few.
  const rows = isStartOfId(id)
    ? all(db, 'SELECT sequence FROM token WHERE id >= ? AND id < ?', id, `${id}g`)
    : [];
  return [
    ...idsThatBegin(db, 'application_keys', 'consumer_key', search).map(
      (keysId) => [OF_ONE_KEYS, keysId, keysId] as const,
    ),
    ...idsThatBegin(db, 'signing_key', 'kid', search).map(
      (keyId) => ['t.signing_key_id = ?', keyId] as const,
    ),
    ...z
      .array(sequenceRow)
      .parse(rows)
      .map(({ sequence }) => ['t.sequence = ?', sequence] as const),
  ];
}

/** What a search finds: some tokens, or a condition for each token of a walk along another order. */
export type Found = 'few' | Condition;

/**
 * @param most.few how many are few.
 * @param most.hits up to how many are read at once. A walk meets more than that so often that it can
 *   compare the text of each token it passes.
 */
export function findHits(
  db: ReadableDb,
  search: string,
  most: { readonly few: number; readonly hits: number },
): Found {
  if (waysByKey(db, search).length > 0 || lastIndexed(db) !== null) return hasText(db, search);
  const match = matchOf(db, 'token_search', nameKey(search));
  const count = match === null ? 0 : countHits(db, match, most.hits + 1);
  if (match === null || count <= most.few) return 'few';
  if (count > most.hits) return hasText(db, search);
  // The plus keeps SQLite from looking up each hit and sorting them instead.
  return [
    '+t.sequence IN (SELECT f.rowid FROM token_search f WHERE f.token_search MATCH ?)',
    match,
  ];
}

function countHits(db: ReadableDb, match: string, most: number): number {
  const sql = `SELECT count(*) AS count FROM
    (SELECT 1 FROM token_search f WHERE running() AND f.token_search MATCH ? LIMIT ?) h`;
  return countRow.parse(first(db, sql, match, most)).count;
}

/** What {@link waysTo} finds, as a condition for one token. */
export function hasText(db: ReadableDb, search: string): Condition {
  const id = search.toLowerCase();
  const [name, ...texts] = hasName(search);
  const keys = idsThatBegin(db, 'application_keys', 'consumer_key', search);
  const signingKeys = idsThatBegin(db, 'signing_key', 'kid', search);
  return [
    `(t.keys_id IN (SELECT value FROM json_each(?))
      OR t.signing_key_id IN (SELECT value FROM json_each(?))
      OR (? AND t.id >= ? AND t.id < ?)
      OR ${name})`,
    JSON.stringify(keys),
    JSON.stringify(signingKeys),
    isStartOfId(id) ? 1 : 0,
    id,
    `${id}g`,
    ...texts,
  ];
}

function way(condition: string, values: readonly Bound[], stretch: Stretch): Way {
  const [than, word] = alongOf(stretch);
  const found: Condition = [`${condition} AND t.sequence ${than} ?`, ...values, stretch.after];
  return { from: 'token t', order: `t.sequence ${word}`, found };
}

/** A shorter prefix matches too many keys, and is probably part of a name. */
const SHORTEST_START = 6;
/** Maximum number of keys looked up: if more match, the search text isn't a key. */
const MOST_FOUND = 20;

/** The ids of rows whose key is this text or starts with it. */
function idsThatBegin(
  db: ReadableDb,
  table: 'application_keys' | 'signing_key',
  column: 'consumer_key' | 'kid',
  text: string,
): readonly string[] {
  const end = text.length < SHORTEST_START ? text : `${text}\u{10ffff}`;
  const rows = all(
    db,
    `SELECT id FROM ${table} WHERE ${column} >= ? AND ${column} <= ? ORDER BY ${column} LIMIT ?`,
    text,
    end,
    MOST_FOUND,
  );
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

function isStartOfId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f-]*)?$/.test(text);
}

const sequenceRow = z.object({ sequence: z.number() });
