import { timingSafeEqual } from 'node:crypto';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import type { Key } from '../crypto/key.ts';
import { first, type ReadableDb, runOne, type WritableDb } from './database.ts';
import { protectedTables } from './protected-tables.ts';
import { areIndexesWhole } from './seal-indexes.ts';
import {
  addTo,
  allSums,
  countProtected,
  matchesSum,
  PendingSums,
  type RowMac,
  recount,
  storedSum,
  takeFrom,
} from './seal-sums.ts';
import { sealTriggers } from './seal-triggers.ts';

/**
 * Old pages of an encrypted file stay valid, so they can be put back without the key. Everything
 * that must not be rolled back is sealed, and no mixture of old and new pages matches the seal.
 *
 * Each protected row adds its MAC to the sum of its table, so a change costs the same however many
 * rows there are. One MAC covers the sums, the counts, a generation and the head of the activity
 * log. Triggers update it in each change's transaction: see seal-triggers.ts.
 */
export interface Seal {
  state(): SealState;
  /** Whether the seal itself is authentic. Reads a few rows, and proves nothing about the others. */
  isAuthentic(): boolean;
  /** About how many rows are read to prove everything. */
  rows(): number;
  /** Whether the rows match the seal. Reads all protected rows. */
  isIntact(): boolean;
  /** Maintains the seal from now on: each change by this connection updates it. */
  keep(): void;
  /**
   * Updates the seal once for all that `work` changes, at its end. Only within a transaction; what
   * `work` throws must end it, because nothing is updated then.
   */
  together<T>(work: () => T): T;
  /** From now on every change leaves an invalid seal, so that tampering stays detectable. */
  spoil(): void;
  /** Seals the current rows, unchecked. Only for a new workspace or one that was intact before. */
  make(): void;
  /** Whether, since the last call, something changed that must be witnessed immediately. */
  takeChange(): boolean;
  /** A MAC with the seal's key, for what is kept outside the file. */
  mac(...parts: readonly (string | Uint8Array)[]): Buffer;
}

const stateRow = z.object({
  generation: z.number(),
  headId: z.number(),
  head: z.instanceof(Buffer),
  mac: z.instanceof(Buffer),
});

/** The file's version; its MAC distinguishes it from every other. */
export type SealState = z.infer<typeof stateRow>;

/** @param dataKey of the workspace; the seal's key is derived from it (HKDF, RFC 5869). */
export function createSeal(db: WritableDb, dataKey: Key): Seal {
  const key = dataKey.derive(SEAL_KEY);
  let isKept = false;
  let isChanged = false;
  let isSpoiled = false;
  let pending: PendingSums | null = null;

  const rowMac = rowMacBy(key);
  const stateMac = (...values: readonly unknown[]): Buffer =>
    key.mac('state\0', ...values.flatMap(canonical));

  const state = (): SealState =>
    stateRow.parse(first(db, 'SELECT generation, head_id AS headId, head, mac FROM seal'));

  function isAuthentic(): boolean {
    const { generation, headId, head, mac: stored } = state();
    if (!equal(stored, stateMac(generation, headId, head, allSums(db)))) return false;
    return headId === lastEntry(db) && (headId === 0 || hasChainAt(db, headId, head));
  }

  /** Whether a trigger must update the seal itself. */
  function atOnce(step: unknown, table: unknown, ...values: readonly unknown[]): 0 | 1 {
    if (pending === null) return 1;
    pending.note(tableName.parse(table), step === 1 ? 1 : -1, rowMac(table, ...values));
    return 0;
  }

  function together<T>(work: () => T): T {
    if (!db.inTransaction) throw new Error('Changes are sealed together only in a transaction');
    if (pending !== null) return work();
    const own = (pending = new PendingSums());
    try {
      const output = work();
      for (const { table, sum, count } of own.terms()) {
        const before = storedSum(db, { name: table });
        // Without a row, nothing is updated: the seal isn't intact, and must stay so.
        if (before === undefined) continue;
        const sql = 'UPDATE seal_sum SET sum = ?, count = ? WHERE name = ?';
        runOne(db, sql, addTo(before.sum, sum), before.count + count, table);
      }
      return output;
    } finally {
      pending = null;
    }
  }

  function keep(): void {
    if (isKept) return;
    isKept = true;
    seals.set(db, together);
    defineFunctions(db, {
      seal_row: rowMac,
      seal_at_once: atOnce,
      seal_add: (sum, term) => addTo(bytes.parse(sum), bytes.parse(term)),
      seal_subtract: (sum, term) => takeFrom(bytes.parse(sum), bytes.parse(term)),
      seal_state: (...values) => (isSpoiled ? Buffer.of() : stateMac(...values)),
      seal_witness: () => {
        isChanged = true;
        return null;
      },
    });
    // REPLACE deletes rows too, and the triggers must count them.
    db.pragma('recursive_triggers = ON');
    db.exec(sealTriggers);
  }

  return {
    state,
    isAuthentic,
    rows: () => countProtected(db),
    mac: (...parts) => key.mac(...parts),
    keep,
    together,
    spoil() {
      isSpoiled = true;
    },
    isIntact() {
      return isAuthentic() && areRowsProven(db, rowMac);
    },
    make() {
      keep();
      for (const table of protectedTables) {
        const { sum, count } = recount(db, table, rowMac);
        runOne(
          db,
          `INSERT INTO seal_sum (name, sum, count) VALUES (?, ?, ?)
           ON CONFLICT (name) DO UPDATE SET sum = excluded.sum, count = excluded.count`,
          table.name,
          sum,
          count,
        );
      }
      // A trigger writes its MAC.
      runOne(db, 'UPDATE seal SET generation = generation + 1');
    },
    takeChange() {
      const was = isChanged;
      isChanged = false;
      return was;
    },
  };
}

const seals = new WeakMap<ReadableDb, Seal['together']>();

/** `together` of the seal that the connection keeps, if it keeps one. */
export function sealTogether<T>(db: WritableDb, work: () => T): T {
  const together = seals.get(db);
  return together === undefined ? work() : together(work);
}

/**
 * Whether all protected rows match their sums. For a connection that only reads, while another one
 * maintains the seal.
 */
export function areRowsSealed(db: ReadableDb, dataKey: Key): boolean {
  const rowMac = rowMacBy(dataKey.derive(SEAL_KEY));
  return areRowsProven(db, rowMac);
}

function areRowsProven(db: ReadableDb, rowMac: RowMac): boolean {
  return protectedTables.every((table) => matchesSum(db, table, rowMac)) && areIndexesWhole(db);
}

/** The label of the key that the seal's MACs are made with. */
const SEAL_KEY = 'latchkey seal';

const rowMacBy =
  (key: Key): RowMac =>
  (...values) =>
    key.mac('row\0', ...values.flatMap(canonical));

const chainRow = z.object({ chain: z.instanceof(Buffer).nullable() }).optional();

/** Whether the activity log has this chain value at this entry. */
export function hasChainAt(db: ReadableDb, id: number, chain: Uint8Array): boolean {
  const row = chainRow.parse(first(db, 'SELECT chain FROM activity WHERE id = ?', id));
  return equal(row?.chain ?? Buffer.of(), chain);
}

const lastRow = z.object({ id: z.number() }).optional();

/** The last entry of the activity log; 0 while it is empty. */
function lastEntry(db: ReadableDb): number {
  const row = first(db, 'SELECT id FROM activity WHERE id > 0 ORDER BY id DESC LIMIT 1');
  return lastRow.parse(row)?.id ?? 0;
}

const bytes = z.instanceof(Buffer);
const tableName = z.string();

type SqlFunction = (...values: readonly unknown[]) => unknown;

function defineFunctions(db: WritableDb, functions: Readonly<Record<string, SqlFunction>>): void {
  const raw = db as unknown as Database.Database;
  for (const [name, run] of Object.entries(functions)) raw.function(name, { varargs: true }, run);
}

/** A value with its type and length, so that no two rows encode the same. */
function canonical(value: unknown): readonly (string | Uint8Array)[] {
  if (value === null) return ['n'];
  if (value instanceof Uint8Array) return [`b${value.length}:`, value];
  if (typeof value === 'number') return [`i${value};`];
  if (typeof value !== 'string') throw new Error('Not a database value');
  return [`t${Buffer.byteLength(value)}:`, value];
}

function equal(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
