import { z } from 'zod';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../../base/crypto/key.ts';
import { createDatabase } from '../../base/database/create.ts';
import { dataTables } from '../../base/database/data-tables.ts';
import { all, run, type WritableDb } from '../../base/database/database.ts';
import type { KnownTable } from '../../base/database/raw/known-tables.ts';
import type { RawRow } from '../../base/database/raw/raw-rows.ts';
import { recountOutdated, recountUses } from '../../base/database/recount-uses.ts';
import { bytes, number, text } from '../../base/database/values.ts';
import {
  CHAIN_START,
  chainMacs,
  createActivityLog,
  entryOf,
  writeHead,
} from '../activity/activity-log.ts';
import type { KeyBlock } from '../workspace/key-block.ts';
import type { Found } from './found.ts';

export interface SalvageTarget {
  readonly file: string;
  /** The damaged file's name, for the log. */
  readonly name: string;
  readonly dataKey: Key;
  readonly block: KeyBlock;
  readonly now: () => number;
  readonly tables: readonly KnownTable[];
}

/** Referenced tables come first; the log is written separately. */
export const insertionOrder = [...dataTables, 'past_key', 'bulk_issue', 'bulk_item'] as const;

/** Writes the found rows as a new workspace, atomically. @returns how many rows were kept. */
export function writeSalvaged(found: Found, target: SalvageTarget): Result<number, AppError> {
  const { file, dataKey, block, now, tables } = target;
  return createDatabase(file, {
    id: block.id,
    key: dataKey,
    trailer: block.bytes,
    fill(db) {
      db.pragma('defer_foreign_keys = ON');
      let kept = 0;
      for (const name of insertionOrder) {
        const table = tables.find((one) => one.name === name);
        if (table !== undefined) kept += insertRows(db, table, found);
      }
      const log = tables.find((one) => one.name === 'activity');
      if (log !== undefined) kept += writeLog(db, log, found, dataKey);
      recountUses(db);
      restoreCounters(db, found);
      recountOutdated(db);
      noteUnproven(db, found);
      createActivityLog(db, dataKey, now).record({
        kind: 'workspace/salvaged',
        subject: target.name,
        detail: { kept, lost: found.lost.length },
      });
      return ok(kept);
    },
  });
}

/** @returns how many of the found rows are in the new workspace. */
function insertRows(db: WritableDb, table: KnownTable, found: Found): number {
  const { name, columns } = table;
  let kept = 0;
  for (const row of found.rows(name)) {
    try {
      insertRow(db, table, row);
      if (!found.added.has(row)) kept += 1;
    } catch (error) {
      if (!isConstraint(error)) throw error;
      found.note('orphan', `${name} ${String(row['id'] ?? row[columns[0]?.name ?? ''])}`);
    }
  }
  return kept;
}

function insertRow(db: WritableDb, { name, columns }: KnownTable, row: RawRow): void {
  // A missing column gets its default.
  const names = columns.map((column) => column.name).filter((column) => column in row);
  const places = names.map(() => '?').join(', ');
  const sql = `INSERT INTO ${name} (${names.join(', ')}) VALUES (${places})`;
  run(db, sql, ...names.map((column) => row[column] ?? null));
}

function isConstraint(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT')
  );
}

/** Writes the found entries with a new hash chain, and notes missing entries as lost. */
function writeLog(db: WritableDb, table: KnownTable, found: Found, dataKey: Key): number {
  const { linkOf, headMac } = chainMacs(dataKey);
  const entries = found.rows('activity').toSorted((a, b) => number(a['id']) - number(b['id']));
  let previous: Uint8Array = CHAIN_START;
  let lastId = 0;
  let [written, isBroken] = [0, false];
  for (const row of entries) {
    const entry = entryOf(row);
    if (entry.id > lastId + 1) found.note('activity', rangeOf(lastId + 1, entry.id - 1));
    isBroken ||= entry.id > lastId + 1;
    const chain = linkOf(previous, entry);
    // Up to the first gap, each link can be checked against the one before it.
    if (!isBroken && !bytes(row['chain']).equals(chain)) {
      isBroken = true;
      found.note('activity', rangeOf(entry.id, entry.id));
    }
    insertRow(db, table, { ...row, chain });
    previous = chain;
    lastId = entry.id;
    written += 1;
  }
  if (written > 0) writeHead(db, lastId, headMac(lastId, previous));
  return written;
}

const rangeOf = (from: number, to: number): string => (from === to ? `${from}` : `${from}–${to}`);

/** Continues the counters of the damaged file. */
function restoreCounters(db: WritableDb, found: Found): void {
  const [coverage] = found.stored('coverage').rows;
  if (coverage !== undefined) {
    run(db, 'UPDATE coverage SET version = ?', number(coverage['version']));
  }
  const [seal] = found.stored('seal').rows;
  // A computer that has opened the damaged file must not take this one for an older version.
  const generation = number(seal?.['generation']);
  run(db, 'UPDATE seal SET generation = max(generation, ?) + 1', generation);
}

const sumRow = z.object({ name: z.string(), sum: z.instanceof(Buffer), count: z.number() });
const sumRows = z.array(sumRow);

/** Notes tables whose rows don't match the last seal. */
function noteUnproven(db: WritableDb, found: Found): void {
  const now = sumRows.parse(all(db, 'SELECT name, sum, count FROM seal_sum ORDER BY name'));
  const stored = new Map(found.stored('seal_sum').rows.map((row) => [text(row['name']), row]));
  for (const { name, sum, count } of now) {
    const before = stored.get(name);
    const isProven = before?.['count'] === count && bytes(before['sum']).equals(sum);
    if (!isProven) found.note('unproven', name);
  }
}
