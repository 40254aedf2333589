import type Database from 'better-sqlite3';
import { connectInMemory } from './connect.ts';
import type { WritableDb } from './database.ts';
import { migrateEmpty } from './migrate.ts';
import type { Migration } from './migration.ts';

const known = new WeakMap<Migration, string>();

/** Whether the schema is exactly what these steps create. */
export function isKnownSchema(
  db: Pick<Database.Database, 'prepare'>,
  steps: readonly Migration[],
): boolean {
  return schemaText(db) === knownSchema(steps) && isEachAlone(db);
}

/** Whether no two tables or indexes share their pages: one would read the rows of the other. */
function isEachAlone(db: Pick<Database.Database, 'prepare'>): boolean {
  const shared = `SELECT 1 FROM sqlite_schema WHERE rootpage > 0
    GROUP BY rootpage HAVING count(*) > 1 LIMIT 1`;
  return db.prepare(shared).get() === undefined;
}

function knownSchema(steps: readonly Migration[]): string {
  const last = steps.at(-1);
  if (last === undefined) throw new Error('Every schema has at least one migration');
  const found = known.get(last);
  if (found !== undefined) return found;
  const db = connectInMemory();
  try {
    migrateEmpty(db as unknown as WritableDb, steps);
    const text = schemaText(db);
    known.set(last, text);
    return text;
  } finally {
    db.close();
  }
}

function schemaText(db: Pick<Database.Database, 'prepare'>): string {
  const rows = db
    .prepare('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name')
    .raw()
    .all();
  return JSON.stringify(rows);
}
