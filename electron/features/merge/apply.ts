import { applyDifferences } from '../../../shared/differences/apply.ts';
import { compare, type Entry } from '../../../shared/differences/compare.ts';
import type { Key } from '../../base/crypto/key.ts';
import { all, first, run, type WritableDb } from '../../base/database/database.ts';
import { ZONE } from '../../base/database/migrations/search-tables.ts';
import { recountCurrent, recountOutdated, recountUses } from '../../base/database/recount-uses.ts';
import { number, text } from '../../base/database/values.ts';
import {
  CHAIN_START,
  chainAt,
  chainMacs,
  entryOf,
  insertEntry,
  writeHead,
} from '../activity/activity-log.ts';
import { COVERAGE, OF_KEYS, OF_SIGNING_KEY, STALE } from '../tokens/repository.ts';
import { ledgerEntries, type Merging, sharedPlace } from './ledger.ts';
import { changedLast, mergedTail, sharedEntry } from './log.ts';
import { mergeCatalogues } from './merge-tables.ts';
import type { Counts } from './report.ts';
import { type RowWriter, rowWriter } from './rows.ts';
import {
  allColumnsOf,
  type Catalogue,
  type CatalogueTable,
  catalogueTables,
  columnsOf,
  kindOf,
  type LedgerTable,
  ledgerTables,
  opened,
  type Row,
  readCatalogue,
  rowSchema,
  type Side,
} from './tables.ts';
import { freeUnique } from './unique.ts';

/** What a merge works on. */
export interface Work extends Merging {
  /** Our rows of the catalogue, before the merge. */
  readonly before: Catalogue;
}

/** Reads both catalogues and merges them. */
export function prepareMerge(ours: Side, theirs: Side): Work {
  const before = readCatalogue(ours);
  const changed = { ours: changedLast(ours.db), theirs: changedLast(theirs.db) };
  return { ours, theirs, before, merged: mergeCatalogues(before, readCatalogue(theirs), changed) };
}

/** Counts what the merge would change. */
export function previewMerge(work: Work, counts: Counts): void {
  for (const table of catalogueTables) counts.countAll(table, differencesIn(work, table));
  for (const table of ledgerTables) {
    for (const entry of ledgerEntries(table, work)) counts.count(table, entry);
  }
  const { ours, theirs } = work;
  const shared = sharedEntry(ours.db, theirs.db, ours.onRow);
  counts.countEntries(addedEntries(work, shared, ours.onRow));
}

const differencesIn = ({ before, merged }: Work, table: CatalogueTable) =>
  compare(kindOf(table), before[table], merged.catalogue[table]);

function addedEntries({ ours, theirs }: Work, shared: number, onRow?: () => void): number {
  let added = 0;
  const tail = mergedTail(ours.db, theirs.db, shared, onRow);
  for (const { isOurs } of tail) if (!isOurs) added += 1;
  return added;
}

/**
 * Merges, in a transaction with foreign keys off: rows are removed before rows that refer to them.
 *
 * @param db of our copy. `work.ours` must read over another connection, as it was before.
 */
export function applyMerge(db: WritableDb, dataKey: Key, work: Work, counts: Counts): void {
  const writer = rowWriter(db, work.ours.cipher);
  for (const table of catalogueTables) applyCatalogue(db, writer, work, table, counts);
  for (const table of ledgerTables) {
    const write = table === 'token' ? tokenWriter(db, writer, work) : plainWriter(writer, work);
    for (const entry of ledgerEntries(table, work)) {
      counts.count(table, entry);
      write.entry(table, entry);
    }
    write.end();
  }
  countUses(db);
  writeLog(db, dataKey, work, counts);
  const broken = all(db, 'PRAGMA foreign_key_check');
  if (broken.length > 0) throw new Error('The merged workspace has a dangling reference');
}

function applyCatalogue(
  db: WritableDb,
  writer: RowWriter,
  work: Work,
  table: CatalogueTable,
  counts: Counts,
): void {
  const differences = differencesIn(work, table);
  counts.countAll(table, differences);
  const entries = freeUnique(db, table, differences.entries);
  const moved: Row[] = [];
  const writes = {
    insert: (row: Row) => done(writer.insert(table, sharedOf(table, row))),
    update(entry: Extract<Entry<Row>, { readonly change: 'changed' }>) {
      // The search index refers to it, so it can't be changed in place.
      const isMoved = table === 'application' && entry.before['number'] !== entry.after['number'];
      if (isMoved) moved.push(takeOut(db, writer, table, entry.after));
      else writer.update(table, entry);
      return null;
    },
    remove: (row: Row) => done(writer.remove(table, row)),
  };
  applyDifferences(entries, writes, { transaction: (apply) => apply() });
  for (const row of moved) writer.insert(table, row);
}

/** The row without the columns that each file counts for itself. */
function sharedOf(table: CatalogueTable | LedgerTable, row: Row): Row {
  const shared = new Set(columnsOf(table));
  return Object.fromEntries(Object.entries(row).filter(([column]) => shared.has(column)));
}

/** Removes a row. @returns it as it must be inserted again, with this file's own columns. */
function takeOut(db: WritableDb, writer: RowWriter, table: CatalogueTable, after: Row): Row {
  const own = rowSchema.parse(first(db, `SELECT * FROM ${table} WHERE id = ?`, text(after['id'])));
  writer.remove(table, after);
  const columns = allColumnsOf(table).map((column) => [column, own[column] ?? null]);
  return { ...Object.fromEntries(columns), ...sharedOf(table, after) };
}

const done = (_written: unknown): null => null;

interface EntryWriter {
  entry(table: LedgerTable, entry: Entry<Row>): void;
  end(): void;
}

function plainWriter(writer: RowWriter, { theirs }: Work): EntryWriter {
  return {
    entry(table, entry) {
      if (entry.change === 'removed') writer.remove(table, entry.before);
      if (entry.change === 'changed') writer.update(table, entry);
      if (entry.change === 'added') writer.insert(table, completed(table, entry.after, theirs));
    },
    end: () => {},
  };
}

/** A row of the other copy, with the JWT that was left out of the comparison. */
function completed(table: LedgerTable, row: Row, { db, cipher }: Side): Row {
  if (table !== 'token_secret') return sharedOf(table, row);
  const id = text(row['token_id']);
  const found = first(db, 'SELECT * FROM token_secret WHERE token_id = ?', id);
  return opened(table, rowSchema.parse(found), cipher);
}

/** Placeholder for the coverage that a new token would have now. */
const FRESH = -2;
/** Later than every place in the ledger. */
const FAR = 2 ** 40;
const farFrom = (row: Row): Row => ({ ...row, sequence: number(row['sequence']) + FAR });

/**
 * Writes tokens. One that gets another place is first put far behind all others, since its place
 * may not be free yet.
 */
function tokenWriter(db: WritableDb, writer: RowWriter, { ours, theirs }: Work): EntryWriter {
  const shared = sharedPlace(ours.db, theirs.db);
  const highest = numberIn(db, "SELECT seq AS found FROM sqlite_sequence WHERE name = 'token'");
  let isMoving = false;

  /** The rest of the ledger is indexed again later, with its new places. */
  function move(): void {
    if (isMoving) return;
    isMoving = true;
    run(db, 'DELETE FROM token_search WHERE rowid > ?', shared);
    run(db, 'DELETE FROM token_search_zone WHERE zone > ?', Math.floor(shared / ZONE));
    run(db, 'UPDATE token_search_mark SET last = min(last, ?) WHERE only = 1', shared);
  }

  return {
    entry(table, entry) {
      if (entry.change === 'added') {
        move();
        const coverage = isFresh(theirs, text(entry.after['id'])) ? FRESH : -1;
        writer.insert(table, { ...sharedOf(table, farFrom(entry.after)), coverage });
      }
      if (entry.change === 'changed') {
        const isMoved = entry.before['sequence'] !== entry.after['sequence'];
        if (isMoved) move();
        writer.update(table, isMoved ? { ...entry, after: farFrom(entry.after) } : entry);
      }
    },
    end() {
      if (!isMoving) return;
      run(db, 'UPDATE token SET sequence = sequence - ? WHERE sequence > ?', FAR, FAR);
      run(
        db,
        `UPDATE sqlite_sequence SET seq = max(?, (SELECT coalesce(max(sequence), 0) FROM token))
         WHERE name = 'token'`,
        highest,
      );
    },
  };
}

function numberIn(db: WritableDb, sql: string): number {
  const row = first(db, sql);
  return row === undefined ? 0 : number(rowSchema.parse(row)['found']);
}

const isFresh = ({ db }: Side, id: string): boolean =>
  first(
    db,
    `SELECT 1 FROM token t ${OF_KEYS} ${OF_SIGNING_KEY} WHERE t.id = ? AND NOT ${STALE}`,
    id,
  ) !== undefined;

/** Recomputes what triggers counted while the rows were written. */
function countUses(db: WritableDb): void {
  recountUses(db);
  recountCurrent(db);
  run(
    db,
    `UPDATE token SET coverage = (
       SELECT ${COVERAGE} FROM application_keys k, signing_key g
       WHERE k.id = token.keys_id AND g.id = token.signing_key_id)
     WHERE coverage = ${FRESH}`,
  );
  recountOutdated(db);
}

/** Rebuilds the hash chain from the entry at which the logs diverge. */
function writeLog(db: WritableDb, dataKey: Key, work: Work, counts: Counts): void {
  const { ours, theirs } = work;
  const shared = sharedEntry(ours.db, theirs.db, ours.onRow);
  const added = addedEntries(work, shared);
  counts.countEntries(added);
  if (added === 0) return;
  const { linkOf, headMac } = chainMacs(dataKey);
  let lastId = shared;
  let previous: Uint8Array = lastId === 0 ? CHAIN_START : chainAt(db, lastId);
  run(db, 'DELETE FROM activity_search WHERE rowid > ?', lastId);
  run(db, 'DELETE FROM activity WHERE id > ?', lastId);
  for (const { row } of mergedTail(ours.db, theirs.db, shared, ours.onRow)) {
    lastId += 1;
    const entry = { ...entryOf(row), id: lastId };
    const chain = linkOf(previous, entry);
    insertEntry(db, entry, chain);
    previous = chain;
  }
  writeHead(db, lastId, headMac(lastId, previous));
}
