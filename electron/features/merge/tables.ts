import { z } from 'zod';
import type { RecordKind } from '../../../shared/differences/compare.ts';
import { appError } from '../../../shared/errors.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { dataTables } from '../../base/database/data-tables.ts';
import { each, type ReadableDb } from '../../base/database/database.ts';
import { RefusedError } from '../../base/database/database-error.ts';
import { knownTables } from '../../base/database/raw/known-tables.ts';
import { sealedColumns } from '../workspace/reseal.ts';
import { isReadableRow } from '../workspace/row-shapes.ts';

export type Value = string | number | Uint8Array | null;
export type Row = Readonly<Record<string, Value>>;

/** One copy of the workspace. */
export interface Side {
  readonly db: ReadableDb;
  readonly cipher: Cipher;
  /** Called for each row that is read. */
  readonly onRow?: () => void;
}

/** The tables that are merged, referenced tables first. */
export const mergedTables = [...dataTables, 'activity'] as const;
export type MergedTable = (typeof mergedTables)[number];

/** Tables that grow with every token: merged row by row, since a ledger may not fit in memory. */
export const ledgerTables = [
  'token',
  'token_secret',
  'token_coverage',
  'purged_token',
  'reminder_sent',
] as const satisfies readonly MergedTable[];
export type LedgerTable = (typeof ledgerTables)[number];

/** All other tables: what wins in one depends on the others, and there are few rows. */
export type CatalogueTable = Exclude<MergedTable, LedgerTable | 'activity'>;
const ledger: ReadonlySet<string> = new Set([...ledgerTables, 'activity']);
const isOfCatalogue = (table: MergedTable): table is CatalogueTable => !ledger.has(table);
export const catalogueTables = mergedTables.filter(isOfCatalogue);

/** The rows of these tables. Sealed values are opened, since each side may have its own key. */
export type Catalogue = Readonly<Record<CatalogueTable, readonly Row[]>>;

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
  application_keys: ['coverage', 'outdated_until'],
  signing_key: ['replaced', 'outdated_until'],
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

/**
 * A table's rows, one at a time. Until the last one is read, the connection can't write. Throws
 * `merge/malformed` for a row that can't be read.
 *
 * @param order columns, in the order of an index.
 */
export function* rowsIn(
  { db, cipher, onRow = () => {} }: Side,
  table: MergedTable,
  order: readonly string[] = [],
): Generator<Row> {
  const columns = UNCOMPARED.has(table) ? ['token_id'] : allColumnsOf(table);
  const select = `SELECT ${columns.join(', ')} FROM ${table}`;
  const rows = each(db, order.length === 0 ? select : `${select} ORDER BY ${order.join(', ')}`);
  for (const row of rows) {
    onRow();
    const parsed = readableRow(table, row);
    yield UNCOMPARED.has(table) ? parsed : opened(table, parsed, cipher);
  }
}

/** Throws if the row's values make no sense: merged, they would be in both copies. */
export function readableRow(table: MergedTable, row: unknown): Row {
  const parsed = rowSchema.parse(row);
  if (!isReadableRow(table, parsed)) throw malformed();
  return parsed;
}

const malformed = (): RefusedError => new RefusedError(appError('merge/malformed'));

export function readCatalogue(side: Side): Catalogue {
  const tables = catalogueTables.map((table) => [table, [...rowsIn(side, table)]]);
  return Object.fromEntries(tables) as Catalogue;
}

/** The row with its sealed values opened. Throws `merge/malformed` if one doesn't open. */
export function opened(table: MergedTable, row: Row, cipher: Cipher): Row {
  const sealed = sealedColumns.filter((column) => column.table === table);
  if (sealed.length === 0) return row;
  const values = sealed.map(({ key, column, place }) => {
    const value = row[column];
    const id = String(row[key]);
    const secret = cipher.open(place(id), value instanceof Uint8Array ? value : Buffer.of());
    if (!secret.ok) throw malformed();
    return [column, secret.value.expose()] as const;
  });
  return { ...row, ...Object.fromEntries(values) };
}

/** The row with the values of `patch`. */
export const patched = (row: Row, patch: Row): Row => ({ ...row, ...patch });
