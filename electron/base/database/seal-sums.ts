import { z } from 'zod';
import { all, first, type ReadableDb } from './database.ts';
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
    from = z.union([z.string(), z.number()]).parse(page.at(-1)?.[key]);
  }
}

/** Rows per query. */
const PAGE = 500;

const sumRow = z.object({ sum: z.instanceof(Buffer), count: z.number() }).optional();

/** A table's stored sum. */
export function storedSum(db: ReadableDb, { name }: ProtectedTable): Sum | undefined {
  return sumRow.parse(first(db, 'SELECT sum, count FROM seal_sum WHERE name = ?', name));
}

/** All sums as one text, for the MAC over them. */
export const ALL_SUMS = `(
  SELECT group_concat(name || ' ' || hex(sum) || ' ' || count, char(10) ORDER BY name)
  FROM seal_sum)`;

export function allSums(db: ReadableDb): string {
  const row = first(db, `SELECT ${ALL_SUMS} AS sums FROM seal`);
  return z.object({ sums: z.string().nullable() }).parse(row).sums ?? '';
}
