import { z } from 'zod';
import { each, first, type ReadableDb } from '../../base/database/database.ts';
import { number } from '../../base/database/values.ts';
import { byColumns, inPairs, type Order } from './pairs.ts';
import { keyColumnsOf, type Row, readableRow } from './tables.ts';

/** `id`, what an entry says, and the seal from when it was written. */
const COLUMNS = 'id, at, kind, subject, detail, by_name, by_method, seal';

const inOrder = byColumns(keyColumnsOf('activity'));
const byId = byColumns(['id', ...keyColumnsOf('activity')]);

const ignored = (): void => {};

/**
 * The id of the last entry before two logs diverge; 0 if they have none in common.
 *
 * @param onRow called for each row of either log that both have there.
 */
export function sharedEntry(ours: ReadableDb, theirs: ReadableDb, onRow = ignored): number {
  let last = 0;
  for (const [one, other] of inPairs(entriesAfter(ours, 0), entriesAfter(theirs, 0), byId)) {
    if (one === null || other === null) break;
    last = number(one['id']);
    onRow();
    onRow();
  }
  return last;
}

/** An entry that was written after the logs diverged. */
export interface TailEntry {
  readonly row: Row;
  readonly isOurs: boolean;
}

/**
 * The entries of both logs that follow the shared one, by time; one that both have comes once.
 *
 * @param onRow called for each row of either log.
 */
export function* mergedTail(
  ours: ReadableDb,
  theirs: ReadableDb,
  shared: number,
  onRow = ignored,
): Generator<TailEntry, void> {
  for (const [one, other] of inPairs(tailOf(ours, shared), tailOf(theirs, shared), inOrder)) {
    for (const read of [one, other]) if (read !== null) onRow();
    const row = one ?? other;
    if (row !== null) yield { row, isOurs: one !== null };
  }
}

const atRow = z.object({ at: z.number().nullable() });

/**
 * When something was last changed according to a log, in milliseconds; 0 for never. Signing in
 * changes nothing: otherwise the open copy would always be the newer one.
 */
export function changedLast(db: ReadableDb): number {
  const row = first(
    db,
    `SELECT max(at) AS at FROM activity
     WHERE kind NOT LIKE 'workspace/%' AND kind NOT LIKE 'backup/%' AND kind NOT LIKE 'secret/%'`,
  );
  return atRow.parse(row).at ?? 0;
}

/** In the order of `inOrder`. Sorting a long log would need as much memory as the log is long. */
function tailOf(db: ReadableDb, after: number): Iterable<Row> {
  const isByTime =
    first(
      db,
      `SELECT 1 FROM activity later JOIN activity earlier ON earlier.id = later.id - 1
       WHERE later.id > ? + 1 AND later.at < earlier.at LIMIT 1`,
      after,
    ) === undefined;
  // The clock was set back in between.
  if (!isByTime) return entriesAfter(db, after, keyColumnsOf('activity').join(', '));
  return sortedWithin(entriesAfter(db, after), 'at', inOrder);
}

function* entriesAfter(db: ReadableDb, id: number, order = 'id'): Generator<Row> {
  const sql = `SELECT ${COLUMNS} FROM activity WHERE id > ? ORDER BY ${order}`;
  for (const row of each(db, sql, id)) yield readableRow('activity', row);
}

/** Sorts rows that are in the order of `column`, as far as they don't differ in it. */
function* sortedWithin(rows: Iterable<Row>, column: string, order: Order): Generator<Row> {
  let alike: Row[] = [];
  for (const row of rows) {
    if (alike.length > 0 && alike[0]?.[column] !== row[column]) {
      yield* alike.toSorted(order);
      alike = [];
    }
    alike.push(row);
  }
  yield* alike.toSorted(order);
}
