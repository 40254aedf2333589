import type { ChangedEntry, Entry } from '../../../shared/differences/compare.ts';
import { run, type WritableDb } from '../../base/database/database.ts';
import { text } from '../../base/database/values.ts';
import { rank } from './pick.ts';
import type { CatalogueTable, Row } from './tables.ts';

/** A column that frees what must be unique, and a value with which it does. */
interface Freed {
  readonly column: string;
  readonly to: string;
  /** What must be unique together. */
  readonly of: readonly string[];
}

const free: Readonly<Partial<Record<CatalogueTable, Freed>>> = {
  business_plan: { column: 'name_key', to: 'char(0) || id', of: ['name_key'] },
  api: { column: 'name_key', to: 'char(0) || id', of: ['name_key', 'version', 'deleted_at'] },
  application: { column: 'name_key', to: 'char(0) || id', of: ['name_key', 'deleted_at'] },
  subscription: {
    column: 'deleted_at',
    to: 'coalesce(deleted_at, updated_at)',
    of: ['business_plan_id', 'deleted_at'],
  },
};

type Changed = Pick<ChangedEntry<Row>, 'after' | 'fields'>;

/**
 * Two items may have swapped their names, or one has that of another that was deleted: until each
 * has its own, none of those that change has any.
 *
 * @returns the entries in an order in which they can be written, with all that must be written.
 */
export function freeUnique(
  db: WritableDb,
  table: CatalogueTable,
  entries: readonly Entry<Row>[],
): readonly Entry<Row>[] {
  const freed = free[table];
  if (freed !== undefined) return entries.map((entry) => freeOne(db, table, freed, entry));
  if (table !== 'signing_key') return entries;
  // A key stops signing before the next one starts.
  return entries.toSorted((one, other) => stateOf(other) - stateOf(one));
}

const stateOf = (entry: Entry<Row>): number => (entry.change === 'removed' ? 0 : rank(entry.after));

function freeOne(
  db: WritableDb,
  table: CatalogueTable,
  { column, to, of }: Freed,
  entry: Entry<Row>,
): Entry<Row> {
  if (entry.change !== 'changed' || !hasChanged(entry, of)) return entry;
  run(db, `UPDATE ${table} SET ${column} = ${to} WHERE id = ?`, text(entry.after['id']));
  if (hasChanged(entry, [column])) return entry;
  const back = { field: column, before: entry.before[column], after: entry.after[column] };
  return { ...entry, fields: [...entry.fields, back] };
}

const hasChanged = ({ fields }: Changed, columns: readonly string[]): boolean =>
  fields.some(({ field }) => columns.includes(field));
