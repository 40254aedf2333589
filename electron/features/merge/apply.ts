import { z } from 'zod';
import { applyDifferences } from '../../../shared/differences/apply.ts';
import { compare, type Differences, type Entry } from '../../../shared/differences/compare.ts';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import type { Key } from '../../base/crypto/key.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { all, first, type ReadableDb, run, type WritableDb } from '../../base/database/database.ts';
import { recountCurrent, recountUses } from '../../base/database/recount-uses.ts';
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
import { sealedColumns } from '../workspace/reseal.ts';
import type { Merged } from './merge-tables.ts';
import {
  allColumnsOf,
  columnsOf,
  keyColumnsOf,
  keyOf,
  kindOf,
  type MergedTable,
  mergedTables,
  opened,
  type Row,
  rowSchema,
  type Tables,
} from './tables.ts';
import { sharedEntries } from './tails.ts';

/** The other copy of the workspace. */
export interface Other {
  readonly db: ReadableDb;
  readonly cipher: Cipher;
  /** A mark of its data key: see witness.ts. */
  readonly keyMark: Buffer;
}

type AllDifferences = ReadonlyMap<MergedTable, Differences<Row>>;

/** The changes that turn the open workspace into the merged one. */
export function differencesOf(ours: Tables, merged: Tables): AllDifferences {
  return new Map(
    mergedTables.map((table) => [table, compare(kindOf(table), ours[table], merged[table])]),
  );
}

const nothing = { added: 0, changed: 0 };
/** Tables that the report counts under their own heading. */
const named: Readonly<Partial<Record<MergedTable, keyof Omit<MergeReport, 'conflicts'>>>> = {
  application: 'applications',
  api: 'apis',
  token: 'tokens',
  activity: 'entries',
};

export function reportOf(differences: AllDifferences, { conflicts }: Merged): MergeReport {
  const report = {
    applications: { ...nothing },
    apis: { ...nothing },
    tokens: { ...nothing },
    revocations: { ...nothing },
    entries: { ...nothing },
    others: { ...nothing },
  };
  for (const [table, { entries, counts }] of differences) {
    const part = report[named[table] ?? 'others'];
    part.added += counts.added;
    part.changed += entries.filter((entry) => isChange(table, entry)).length;
    if (table === 'token') report.revocations.added += entries.filter(isRevocation).length;
    if (table === 'purged_token') report.revocations.added += counts.added;
  }
  return { ...report, conflicts: [...conflicts] };
}

/** A new position in the ledger or the log isn't reported as a change. */
function isChange(table: MergedTable, entry: Entry<Row>): boolean {
  if (entry.change !== 'changed' || table === 'activity') return false;
  return entry.fields.some(({ field }) => field !== 'sequence');
}

function isRevocation(entry: Entry<Row>): boolean {
  if (entry.change === 'added') return entry.after['revoked_at'] !== null;
  if (entry.change !== 'changed') return false;
  return entry.before['revoked_at'] === null && entry.after['revoked_at'] !== null;
}

/** In a transaction, with foreign keys off: rows are removed before rows that refer to them. */
export function applyMerge(
  db: WritableDb,
  cipher: Cipher,
  dataKey: Key,
  other: Other,
  differences: AllDifferences,
  { ours, theirs, merged }: { ours: Tables; theirs: Tables; merged: Tables },
): void {
  const fresh = freshTokens(other.db);
  for (const [table, { entries }] of differences) {
    if (table === 'activity') continue;
    const moved: Row[] = [];
    const writes = {
      insert: (row: Row) => done(insert(db, table, completed(table, row, other, fresh), cipher)),
      update({ before, after }: { readonly before: Row; readonly after: Row }) {
        if (isMoved(table, before, after)) moved.push(takeOut(db, table, before, after));
        else update(db, table, after, cipher);
        return null;
      },
      remove: (row: Row) => done(remove(db, table, row)),
    };
    applyDifferences(entries, writes, { transaction: (work) => work() });
    for (const row of moved) insert(db, table, row, cipher);
  }
  countUses(db);
  writeLog(db, dataKey, ours, theirs, merged);
  const broken = all(db, 'PRAGMA foreign_key_check');
  if (broken.length > 0) throw new Error('The merged workspace has a dangling reference');
}

const done = (_written: unknown): null => null;

/** The column that the search index refers to: it can't be updated in place. */
const places: Readonly<Partial<Record<MergedTable, string>>> = {
  application: 'number',
  token: 'sequence',
};

function isMoved(table: MergedTable, before: Row, after: Row): boolean {
  const place = places[table];
  return place !== undefined && before[place] !== after[place];
}

function takeOut(db: WritableDb, table: MergedTable, before: Row, after: Row): Row {
  const own = rowSchema.parse(first(db, `SELECT * FROM ${table} WHERE id = ?`, text(before['id'])));
  remove(db, table, before);
  const columns = allColumnsOf(table).map((column) => [column, own[column] ?? null]);
  return { ...Object.fromEntries(columns), ...after, ...ownOf(table, own) };
}

/** The columns that each file counts for itself. */
function ownOf(table: MergedTable, row: Row): Row {
  const shared = new Set(columnsOf(table));
  const own = allColumnsOf(table).filter((column) => !shared.has(column));
  return Object.fromEntries(own.map((column) => [column, row[column] ?? null]));
}

/** A row of the other copy, with the columns that were left out of the comparison. */
function completed(table: MergedTable, row: Row, other: Other, fresh: ReadonlySet<string>): Row {
  const shared = new Set(columnsOf(table));
  const kept = Object.entries(row).filter(([column]) => shared.has(column));
  const more: Record<string, string | number> = {};
  if (table === 'token') more['coverage'] = fresh.has(text(row['id'])) ? FRESH : -1;
  if (table === 'token_secret') {
    const id = text(row['token_id']);
    const found = first(other.db, `SELECT * FROM ${table} WHERE token_id = ?`, id);
    return opened(table, rowSchema.parse(found), other.cipher);
  }
  return { ...Object.fromEntries(kept), ...more };
}

/** Placeholder for the coverage that a new token would have now. */
const FRESH = -2;

function freshTokens(db: ReadableDb): ReadonlySet<string> {
  const rows = all(db, `SELECT t.id FROM token t ${OF_KEYS} ${OF_SIGNING_KEY} WHERE NOT ${STALE}`);
  return new Set(
    z
      .array(z.object({ id: z.string() }))
      .parse(rows)
      .map(({ id }) => id),
  );
}

function sealedValue(table: MergedTable, column: string, row: Row, cipher: Cipher) {
  const value = row[column] ?? null;
  const sealed = sealedColumns.find((one) => one.table === table && one.column === column);
  if (sealed === undefined || typeof value !== 'string') return value;
  return cipher.seal(sealed.place(text(row[sealed.key])), new Secret(value));
}

function insert(db: WritableDb, table: MergedTable, row: Row, cipher: Cipher): void {
  const columns = allColumnsOf(table).filter((column) => column in row);
  const places = columns.map(() => '?').join(', ');
  const values = columns.map((column) => sealedValue(table, column, row, cipher));
  run(db, `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, ...values);
}

function update(db: WritableDb, table: MergedTable, row: Row, cipher: Cipher): void {
  const key = JSON.parse(keyOf(table, row)) as (string | number)[];
  const columns = columnsOf(table);
  const set = columns.map((column) => `${column} = ?`).join(', ');
  const values = columns.map((column) => sealedValue(table, column, row, cipher));
  run(db, `UPDATE ${table} SET ${set} WHERE ${whereOf(table)}`, ...values, ...key);
}

function remove(db: WritableDb, table: MergedTable, row: Row): void {
  const key = JSON.parse(keyOf(table, row)) as (string | number)[];
  run(db, `DELETE FROM ${table} WHERE ${whereOf(table)}`, ...key);
}

const whereOf = (table: MergedTable): string =>
  keyColumnsOf(table)
    .map((column) => `${column} = ?`)
    .join(' AND ');

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
}

/** Rebuilds the hash chain from the entry at which the logs diverge. */
function writeLog(
  db: WritableDb,
  dataKey: Key,
  ours: Tables,
  theirs: Tables,
  merged: Tables,
): void {
  const shared = sharedEntries(ours.activity, theirs.activity);
  if (merged.activity.length === ours.activity.length) return;
  const { linkOf, headMac } = chainMacs(dataKey);
  let lastId = number(ours.activity[shared - 1]?.['id']);
  let previous: Uint8Array = lastId === 0 ? CHAIN_START : chainAt(db, lastId);
  run(db, 'DELETE FROM activity_search WHERE rowid > ?', lastId);
  run(db, 'DELETE FROM activity WHERE id > ?', lastId);
  for (const row of merged.activity.slice(shared)) {
    const entry = entryOf(row);
    const chain = linkOf(previous, entry);
    insertEntry(db, entry, chain);
    previous = chain;
    lastId = entry.id;
  }
  writeHead(db, lastId, headMac(lastId, previous));
}
