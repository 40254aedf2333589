import { z } from 'zod';
import { folded, orderKey, searchWords } from '../../../shared/domain/text.ts';
import { all, type Bound, countRow, first, type ReadableDb } from './database.ts';
import { matchOfWords, type SearchTable } from './search.ts';

/** A sort order that has an index. */
export interface Order {
  readonly index: string;
  /** The indexed column; null for the order of the rows themselves. */
  readonly by: 'name_order' | 'context_key' | 'updated_at' | 'application_count' | null;
  readonly isDescending: boolean;
}

/** A table whose rows outside the bin are listed, however many there are. */
export interface Listed {
  readonly table: 'application' | 'api';
  readonly rowid: 'number' | 'sequence';
  readonly search: SearchTable;
}

export interface PageQuery {
  readonly search?: string | undefined;
  /** The row before the page. */
  readonly after?: string | undefined;
  /** Rows to skip. */
  readonly skip?: number | undefined;
  readonly limit: number;
  /** Conditions on table `t` besides the search. */
  readonly where?: readonly Condition[] | undefined;
}

/** A condition and its bound values. */
export type Condition = readonly [sql: string, ...values: Bound[]];

/**
 * Up to this many hits are looked up and sorted. With more, it is quick to find a page by walking
 * along the order and checking each row.
 */
const FEW = 4000;

const keyRow = z.object({ row: z.number(), by: z.union([z.number(), z.string()]) });
const keyRows = z.array(keyRow);
const foundKey = keyRow.optional();

export type Key = z.infer<typeof keyRow>;

/**
 * The rowids of one page, in its order: from an index, or sorted here if there are only a few hits.
 */
export function pageOf(
  db: ReadableDb,
  listed: Listed,
  order: Order,
  query: PageQuery,
): readonly number[] {
  const words = searchWords(query.search ?? '');
  const { skip = 0, limit, where = [] } = query;
  const after = query.after === undefined ? null : keyOf(db, listed, order, query.after);
  if (after === undefined) return [];
  const column = `t.${columnOf(listed, order)}`;
  const few = words.length === 0 ? null : fewHits(db, listed, words, column, where);
  if (few !== null) {
    const sign = order.isDescending ? -1 : 1;
    return few
      .toSorted((one, other) => sign * compareKeys(one, other))
      .filter((key) => after === null || sign * compareKeys(key, after) > 0)
      .slice(skip, skip + limit)
      .map(({ row }) => row);
  }
  if (order.by === null && words.length > 0) return newestHits(db, listed, words, after, query);
  const conditions = [...where, ...afterKey(listed, order, after), ...hasWords(db, listed, words)];
  return walk(db, listed, order, conditions, { skip, limit });
}

/** Hits in the order of their rows, which is that of the search index: those passed aren't read. */
function newestHits(
  db: ReadableDb,
  { table, rowid, search }: Listed,
  words: readonly string[],
  after: Key | null,
  { skip = 0, limit, where = [] }: PageQuery,
): readonly number[] {
  const match = matchOfWords(db, search, words);
  if (match === null) return [];
  const joined = where.length === 0 ? '' : `CROSS JOIN ${table} t ON t.${rowid} = f.rowid`;
  const rows = all(
    db,
    `SELECT f.rowid AS row FROM ${search} f ${joined}
     WHERE running() AND f.${search} MATCH ? AND f.rowid < ? ${and(where)}
     ORDER BY f.rowid DESC LIMIT ? OFFSET ?`,
    match,
    after?.row ?? Number.MAX_SAFE_INTEGER,
    ...valuesOf(where),
    limit,
    skip,
  );
  return rowsOf(rows);
}

/** Rows in the order of an index, lazily. */
export function walk(
  db: ReadableDb,
  { table, rowid }: Listed,
  { index, by, isDescending }: Order,
  more: readonly Condition[],
  { skip, limit }: { readonly skip: number; readonly limit: number },
): readonly number[] {
  const conditions: Condition[] = [['running()'], ['t.deleted_at IS NULL'], ...more];
  const way = isDescending ? 'DESC' : 'ASC';
  const rows = all(
    db,
    `SELECT t.${rowid} AS row FROM ${table} t ${by === null ? 'NOT INDEXED' : `INDEXED BY ${index}`}
     WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
     ORDER BY ${by === null ? '' : `t.${by} ${way}, `}t.${rowid} ${way} LIMIT ? OFFSET ?`,
    ...conditions.flatMap(([, ...values]) => values),
    limit,
    skip,
  );
  return rowsOf(rows);
}

function columnOf({ rowid }: Listed, { by }: Order): string {
  return by ?? rowid;
}

function afterKey({ rowid }: Listed, { by, isDescending }: Order, after: Key | null): Condition[] {
  const than = isDescending ? '<' : '>';
  // A lower bound, because SQLite calls reading an index from one of its ends a scan.
  if (after === null) return [[`t.${by ?? rowid} >= ${isText(by) ? "''" : '0'}`]];
  if (by === null) return [[`t.${rowid} ${than} ?`, after.row]];
  return [[`(t.${by}, t.${rowid}) ${than} (?, ?)`, after.by, after.row]];
}

const isText = (by: Order['by']): boolean => by === 'name_order' || by === 'context_key';

/**
 * Each word anywhere in the row, for a walk along an index: SQLite reads the hits' rowids once, and
 * then needs no row to tell whether it is one of them.
 */
export function hasWords(
  db: ReadableDb,
  { rowid, search }: Listed,
  words: readonly string[],
): Condition[] {
  if (words.length === 0) return [];
  const match = matchOfWords(db, search, words);
  if (match === null) return [['false']];
  // The plus keeps SQLite from looking up each hit and sorting them instead.
  return [[`+t.${rowid} IN (SELECT f.rowid FROM ${search} f WHERE f.${search} MATCH ?)`, match]];
}

/** All hits that meet `where`, with `column`; null if there are more than `most`. */
export function fewHits(
  db: ReadableDb,
  { table, rowid, search }: Listed,
  words: readonly string[],
  column: string,
  where: readonly Condition[] = [],
  most = FEW,
): readonly Key[] | null {
  const match = matchOfWords(db, search, words);
  if (match === null) return [];
  // Only in the index: no row is looked up if there are too many.
  const counted = first(
    db,
    `SELECT count(*) AS count FROM
       (SELECT 1 FROM ${search} f WHERE running() AND f.${search} MATCH ? LIMIT ?) h`,
    match,
    most + 1,
  );
  if (where.length === 0 && countRow.parse(counted).count > most) return null;
  const rows = all(
    db,
    `SELECT f.rowid AS row, ${column} AS by FROM ${search} f CROSS JOIN ${table} t ON t.${rowid} = f.rowid
     WHERE running() AND f.${search} MATCH ? ${and(where)} LIMIT ?`,
    match,
    ...valuesOf(where),
    most + 1,
  );
  return rows.length > most ? null : keyRows.parse(rows);
}

const and = (conditions: readonly Condition[]): string =>
  conditions.map(([sql]) => `AND ${sql}`).join(' ');
const valuesOf = (conditions: readonly Condition[]): readonly Bound[] =>
  conditions.flatMap(([, ...values]) => values);

/** The position of a row; undefined if it no longer exists. */
function keyOf(db: ReadableDb, listed: Listed, order: Order, id: string): Key | undefined {
  const { table, rowid } = listed;
  const row = first(
    db,
    `SELECT t.${rowid} AS row, t.${columnOf(listed, order)} AS by FROM ${table} t WHERE t.id = ?`,
    id,
  );
  return foundKey.parse(row);
}

/** The order that SQLite uses for an index. */
export function compareKeys(one: Key, other: Key): number {
  if (one.by === other.by) return one.row - other.row;
  return one.by < other.by ? -1 : 1;
}

/**
 * How many rows outside the bin a search finds; all of them for an empty search.
 *
 * @param where other conditions, and the index that has the rows in the order of their names.
 */
export function countFound(
  db: ReadableDb,
  { table, rowid, search }: Listed,
  text: string,
  { where = [], index = `${table}_in_order` }: Narrowed = {},
): number {
  const words = searchWords(text);
  if (words.length === 0) {
    const sql = `SELECT count(*) AS count FROM ${table} t INDEXED BY ${index}
      WHERE running() AND t.name_order > '' AND t.deleted_at IS NULL ${and(where)}`;
    return countRow.parse(first(db, sql, ...valuesOf(where))).count;
  }
  const match = matchOfWords(db, search, words);
  if (match === null) return 0;
  const of = where.length === 0 ? '' : `CROSS JOIN ${table} t ON t.${rowid} = f.rowid`;
  const sql = `SELECT count(*) AS count FROM ${search} f ${of}
    WHERE running() AND f.${search} MATCH ? ${and(where)}`;
  return countRow.parse(first(db, sql, match, ...valuesOf(where))).count;
}

export interface Narrowed {
  readonly where?: readonly Condition[];
  readonly index?: string;
}

const foundName = z.object({ name: z.string() }).optional();

/**
 * The position of the first row, ordered by name, that starts with `typed`.
 *
 * @returns its position, from 0, or null if there is none.
 */
export function placeOfName(db: ReadableDb, { table }: Listed, typed: string): number | null {
  const key = orderKey(typed);
  const from = `FROM ${table} INDEXED BY ${table}_in_order WHERE running() AND deleted_at IS NULL`;
  const found = first(
    db,
    `SELECT name ${from} AND name_order >= ? ORDER BY name_order LIMIT 1`,
    key,
  );
  const name = foundName.parse(found)?.name;
  // "1" sorts before "10", but not as its prefix.
  const [letters = ''] = folded(typed).split(/\d/);
  if (name === undefined || !folded(name).startsWith(letters)) return null;
  const row = first(db, `SELECT count(*) AS count ${from} AND name_order < ?`, key);
  return countRow.parse(row).count;
}

/** Rows in the order of `page`, regardless of the order that the database returned them in. */
export function inOrder<T extends { readonly row: number }>(
  page: readonly number[],
  rows: readonly T[],
): readonly T[] {
  const byRow = new Map(rows.map((row) => [row.row, row]));
  return page.flatMap((row) => byRow.get(row) ?? []);
}

/** The row numbers that a query has found. */
export function rowsOf(found: readonly unknown[]): readonly number[] {
  return z
    .array(z.object({ row: z.number() }))
    .parse(found)
    .map(({ row }) => row);
}
