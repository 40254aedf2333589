import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { all, countRow, first, type ReadableDb } from './database.ts';
import type { ProtectedTable } from './protected-tables.ts';

/** What one row adds to the sum of its table: the table's name, and the values of its columns. */
export type RowMac = (...values: readonly unknown[]) => Buffer;

const MODULUS = 2n ** 256n;
const SUM_BYTES = 32;

/** `sum` plus or minus `term`, modulo 2²⁵⁶. */
export function addTo(sum: Uint8Array, term: Uint8Array): Buffer {
  return bytesOf(numberOf(sum) + numberOf(term));
}

export function takeFrom(sum: Uint8Array, term: Uint8Array): Buffer {
  return bytesOf(numberOf(sum) - numberOf(term));
}

/** What the changes of one transaction add to each table's sum, until it is written. */
export class PendingSums {
  readonly #byTable = new Map<string, { sum: bigint; count: number }>();

  /** @param step 1 for a row that is added, -1 for one that is gone. */
  note(table: string, step: 1 | -1, mac: Uint8Array): void {
    const known = this.#byTable.get(table) ?? { sum: 0n, count: 0 };
    known.sum += BigInt(step) * numberOf(mac);
    known.count += step;
    this.#byTable.set(table, known);
  }

  /** What to add to the sum and the count of each table. */
  *terms(): Generator<Sum & { readonly table: string }, void, void> {
    for (const [table, { sum, count }] of this.#byTable) {
      yield { table, sum: bytesOf(sum), count };
    }
  }
}

function numberOf(bytes: Uint8Array): bigint {
  const words = new DataView(bytes.buffer, bytes.byteOffset, SUM_BYTES);
  return (
    (words.getBigUint64(0) << 192n) |
    (words.getBigUint64(8) << 128n) |
    (words.getBigUint64(16) << 64n) |
    words.getBigUint64(24)
  );
}

function bytesOf(sum: bigint): Buffer {
  const positive = ((sum % MODULUS) + MODULUS) % MODULUS;
  return Buffer.from(positive.toString(16).padStart(SUM_BYTES * 2, '0'), 'hex');
}

export interface Sum {
  readonly sum: Buffer;
  readonly count: number;
}

/** Computes a table's sum from its rows. Reads all protected rows, a page at a time. */
export function recount(db: ReadableDb, table: ProtectedTable, rowMac: RowMac): Sum {
  const { name, key, before, columns, where, index } = table;
  const sql = `
    SELECT ${new Set([...columns, key]).values().toArray().join(', ')}
    FROM ${name} ${index === null ? '' : `INDEXED BY ${index}`}
    WHERE ${where('')} AND ${key} > ? ORDER BY ${key} LIMIT ?`;
  let sum = 0n;
  let count = 0;
  let from: string | number = before;
  for (;;) {
    // Without a schema: there may be a million rows, and the MAC covers each value.
    const page = all(db, sql, from, PAGE) as readonly Readonly<Record<string, unknown>>[];
    for (const row of page) {
      sum += numberOf(rowMac(name, ...columns.map((column) => row[column])));
    }
    count += page.length;
    if (page.length < PAGE) return { sum: bytesOf(sum), count };
    from = keyValue.parse(page.at(-1)?.[key]);
  }
}

const keyValue = z.union([z.string(), z.number()]);

/** Rows per query. */
const PAGE = 500;

const sumRow = z.object({ sum: z.instanceof(Buffer), count: z.number() }).optional();

/** A table's stored sum. */
export function storedSum(db: ReadableDb, { name }: Pick<ProtectedTable, 'name'>): Sum | undefined {
  return sumRow.parse(first(db, 'SELECT sum, count FROM seal_sum WHERE name = ?', name));
}

/** Withdrawn tokens are counted only so far: then there are too many to be proven at once. */
const MOST_COUNTED = 10_000;

/**
 * How many rows are read to prove everything: those that are protected, according to the sums, and
 * the refused tokens, whose indexes are compared.
 */
export function countProtected(db: ReadableDb): number {
  const sums = first(db, 'SELECT coalesce(sum(count), 0) AS count FROM seal_sum');
  const refused = first(
    db,
    `SELECT count(*) AS count FROM (
       SELECT 1 FROM token INDEXED BY token_refused
       WHERE refused_at IS NOT NULL AND sequence >= 0 LIMIT ?)`,
    MOST_COUNTED,
  );
  return countRow.parse(sums).count + countRow.parse(refused).count;
}

/**
 * Whether a table's rows match its stored sum. Rows may be changed meanwhile by the connection that
 * maintains the seal: then the sum changes with them, and they are read again.
 */
export function matchesSum(db: ReadableDb, table: ProtectedTable, rowMac: RowMac): boolean {
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = storedSum(db, table);
    const found = recount(db, table, rowMac);
    if (before !== undefined && isSame(before, found)) return true;
    const after = storedSum(db, table);
    if (before === undefined || after === undefined || isSame(before, after)) return false;
  }
  return inSnapshot(db, () => {
    const stored = storedSum(db, table);
    return stored !== undefined && isSame(stored, recount(db, table, rowMac));
  });
}

/** A snapshot keeps the WAL from being emptied, so it is the last resort. */
const ROUNDS = 3;

function inSnapshot<T>(db: ReadableDb, read: () => T): T {
  db.prepare('BEGIN').run();
  try {
    return read();
  } finally {
    db.prepare('COMMIT').run();
  }
}

const isSame = (one: Sum, other: Sum): boolean =>
  one.count === other.count && timingSafeEqual(one.sum, other.sum);

/** All sums as one text, for the MAC over them. */
export const ALL_SUMS = `(
  SELECT group_concat(name || ' ' || hex(sum) || ' ' || count, char(10) ORDER BY name)
  FROM seal_sum)`;

const sumsRow = z.object({ sums: z.string().nullable() });

export function allSums(db: ReadableDb): string {
  const row = first(db, `SELECT ${ALL_SUMS} AS sums FROM seal`);
  return sumsRow.parse(row).sums ?? '';
}
