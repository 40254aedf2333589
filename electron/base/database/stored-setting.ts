import { z } from 'zod';
import { first, type ReadableDb, runOne, type WritableDb } from './database.ts';
import { json } from './values.ts';

const storedRow = z.object({ value: z.unknown() }).optional();

/** What is stored under a name as JSON, or undefined if nothing is. Throws if it isn't of `schema`. */
export function readStored<T>(db: ReadableDb, name: string, schema: z.ZodType<T>): T | undefined {
  const row = storedRow.parse(first(db, 'SELECT value FROM setting WHERE name = ?', name));
  return row && jsonOf(schema).parse(row.value);
}

const known = new WeakMap<z.ZodType, z.ZodType>();

/** Building a schema takes longer than reading a value by it. */
function jsonOf<T>(schema: z.ZodType<T>): z.ZodType<T> {
  const found = known.get(schema) ?? json(schema);
  known.set(schema, found);
  return found as z.ZodType<T>;
}

/** Stores a value as JSON under a name. Stored values are under the seal: ADR 10. */
export function writeStored(db: WritableDb, name: string, value: unknown): void {
  runOne(
    db,
    `INSERT INTO setting (name, value) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    name,
    JSON.stringify(value),
  );
}
