import type { ChangedEntry } from '../../../shared/differences/compare.ts';
import type { Cipher } from '../../base/crypto/cipher.ts';
import { Secret } from '../../base/crypto/secret.ts';
import { run, type WritableDb } from '../../base/database/database.ts';
import { text } from '../../base/database/values.ts';
import { sealedColumns } from '../workspace/reseal.ts';
import { allColumnsOf, keyColumnsOf, keyOf, type MergedTable, type Row } from './tables.ts';

/** Writes single rows of the open workspace, with sealed values sealed for it. */
export interface RowWriter {
  insert(table: MergedTable, row: Row): void;
  /** Writes only what changed, so that no index is written for nothing. */
  update(table: MergedTable, entry: Pick<ChangedEntry<Row>, 'after' | 'fields'>): void;
  remove(table: MergedTable, row: Row): void;
}

export function rowWriter(db: WritableDb, cipher: Cipher): RowWriter {
  return {
    insert(table, row) {
      const columns = allColumnsOf(table).filter((column) => column in row);
      const places = columns.map(() => '?').join(', ');
      const values = columns.map((column) => sealedValue(table, column, row, cipher));
      run(db, `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places})`, ...values);
    },

    update(table, { after, fields }) {
      const columns = fields.map(({ field }) => field);
      const set = columns.map((column) => `${column} = ?`).join(', ');
      const values = columns.map((column) => sealedValue(table, column, after, cipher));
      run(
        db,
        `UPDATE ${table} SET ${set} WHERE ${whereOf(table)}`,
        ...values,
        ...keysOf(table, after),
      );
    },

    remove(table, row) {
      run(db, `DELETE FROM ${table} WHERE ${whereOf(table)}`, ...keysOf(table, row));
    },
  };
}

const keysOf = (table: MergedTable, row: Row): readonly (string | number)[] =>
  JSON.parse(keyOf(table, row)) as (string | number)[];

const whereOf = (table: MergedTable): string =>
  keyColumnsOf(table)
    .map((column) => `${column} = ?`)
    .join(' AND ');

function sealedValue(table: MergedTable, column: string, row: Row, cipher: Cipher) {
  const value = row[column] ?? null;
  const sealed = sealedColumns.find((one) => one.table === table && one.column === column);
  if (sealed === undefined || typeof value !== 'string') return value;
  return cipher.seal(sealed.place(text(row[sealed.key])), new Secret(value));
}
