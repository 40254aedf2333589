import { z } from 'zod';
import { ok } from '../../../shared/result.ts';
import { all, first, inTransaction, type ReadableDb, run, type WritableDb } from './database.ts';
import { indexActivity, indexTokens, zoneTokens } from './migrations/search-tables.ts';

/** The tables whose search index is written in bulk, some time after their rows. */
export type LaterIndexed = 'token' | 'activity';

const tables = {
  token: {
    rowid: 'sequence',
    index: [
      indexTokens('t.sequence > ? AND t.sequence <= ?'),
      zoneTokens('t.sequence > ? AND t.sequence <= ?'),
    ],
  },
  activity: { rowid: 'id', index: [indexActivity('l.id > ? AND l.id <= ?')] },
} as const satisfies Readonly<Record<LaterIndexed, object>>;

/** Rows indexed per transaction: about 20 ms. */
const CHUNK = 200;

const markRow = z.object({ last: z.number() });
const rowidRows = z.array(z.object({ row: z.number() }));

function pendingRows(db: ReadableDb, table: LaterIndexed) {
  const { last } = markRow.parse(first(db, `SELECT last FROM ${table}_search_mark WHERE only = 1`));
  const { rowid } = tables[table];
  const rows = all(
    db,
    `SELECT ${rowid} AS row FROM ${table} WHERE ${rowid} > ? ORDER BY ${rowid} LIMIT ?`,
    last,
    CHUNK,
  );
  return { last, rows: rowidRows.parse(rows) };
}

/** Whether rows are missing from the table's search index. */
export function isSearchBehind(db: ReadableDb, table: LaterIndexed): boolean {
  return pendingRows(db, table).rows.length > 0;
}

/** Indexes the next rows. @returns whether there may be more. */
export function indexMore(db: WritableDb, table: LaterIndexed): boolean {
  const { last, rows } = pendingRows(db, table);
  const to = rows.at(-1)?.row;
  if (to === undefined) return false;
  inTransaction(db, () => {
    for (const sql of tables[table].index) run(db, sql, last, to);
    run(db, `UPDATE ${table}_search_mark SET last = ? WHERE only = 1`, to);
    return ok(null);
  });
  return rows.length === CHUNK;
}

/** Indexes everything that is missing, at once. For work that searches on the writer itself. */
export function indexAll(db: WritableDb, table: LaterIndexed): void {
  while (indexMore(db, table));
}
