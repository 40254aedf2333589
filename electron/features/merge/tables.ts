import { z } from 'zod';
import type { RecordKind } from '../../../shared/differences/compare.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { dataTables } from '../../base/database/data-tables.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';
import { knownTables } from '../../base/database/raw/known-tables.ts';
import { sealedColumns } from '../workspace/reseal.ts';

export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/** All rows that are merged. Sealed values are opened, since each side may have its own key. */
export type Tables = Readonly<Record<MergedTable, readonly Row[]>>;

/** The tables that are merged, referenced tables first. */
export const mergedTables = [...dataTables, 'activity'] as const;
export type MergedTable = (typeof mergedTables)[number];

/** The columns that identify a row on both sides. */
const keys: Readonly<Partial<Record<MergedTable, readonly string[]>>> = {
  setting: ['name'],
  api_scope: ['api_id', 'name'],
  api_business_plan: ['api_id', 'business_plan_id'],
  token_secret: ['token_id'],
  token_coverage: ['keys_id', 'mark'],
  reminder_sent: ['kind', 'id', 'expires_at'],
  gateway_export: ['file'],
  unlock_use: ['method_id'],
  activity: ['at', 'kind', 'subject', 'detail', 'by_name', 'by_method'],
};

/** Columns that each file counts for itself. */
const ownColumns: Readonly<Partial<Record<MergedTable, readonly string[]>>> = {
  api: ['sequence', 'application_count'],
  api_scope: ['sequence'],
  business_plan: ['subscription_count'],
  application_keys: ['coverage'],
  signing_key: ['replaced'],
  token: ['coverage', 'current_of'],
  activity: ['id', 'seal', 'chain'],
};

/** Too large to compare, and the same on both sides. */
const UNCOMPARED: ReadonlySet<string> = new Set(['token_secret']);

export const keyColumnsOf = (table: MergedTable): readonly string[] => keys[table] ?? ['id'];

export const keyOf = (table: MergedTable, row: Row): string =>
  JSON.stringify(keyColumnsOf(table).map((column) => row[column] ?? null));

/** A table's columns, without those that each file counts for itself. */
export function columnsOf(table: MergedTable): readonly string[] {
  const own = ownColumns[table] ?? [];
  return allColumnsOf(table).filter((column) => !own.includes(column));
}

const known = new Map<string, readonly string[]>();

export function allColumnsOf(table: MergedTable): readonly string[] {
  if (known.size === 0) {
    for (const { name, columns } of knownTables()) {
      known.set(
        name,
        columns.map((column) => column.name),
      );
    }
  }
  return known.get(table) ?? [];
}

export function kindOf(table: MergedTable): RecordKind<Row> {
  return { key: (row) => keyOf(table, row), fields: columnsOf(table) };
}

export const rowSchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.instanceof(Uint8Array), z.null()]),
);

/** Throws if a sealed value doesn't open. */
export function readTables(db: ReadableDb, cipher: Cipher): Tables {
  const tables = mergedTables.map((table) => {
    const columns = UNCOMPARED.has(table) ? ['token_id'] : allColumnsOf(table);
    const select = `SELECT ${columns.join(', ')} FROM ${table}`;
    const rows = all(db, table === 'activity' ? `${select} ORDER BY id` : select);
    const parsed = z.array(rowSchema).parse(rows);
    return [
      table,
      UNCOMPARED.has(table) ? parsed : parsed.map((row) => opened(table, row, cipher)),
    ];
  });
  return Object.fromEntries(tables) as Tables;
}

/** The row with its sealed values opened. Throws if one doesn't open. */
export function opened(table: MergedTable, row: Row, cipher: Cipher): Row {
  const sealed = sealedColumns.filter((column) => column.table === table);
  if (sealed.length === 0) return row;
  const values = sealed.map(({ key, column, place }) => {
    const value = row[column];
    const id = String(row[key]);
    const secret = cipher.open(place(id), value instanceof Uint8Array ? value : Buffer.of());
    if (!secret.ok) throw new Error(`A sealed value can't be opened: ${table}`);
    return [column, secret.value.expose()] as const;
  });
  return { ...row, ...Object.fromEntries(values) };
}

/** The row with the values of `patch`. */
export const patched = (row: Row, patch: Row): Row => ({ ...row, ...patch });
