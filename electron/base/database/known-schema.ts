import type Database from 'better-sqlite3';
import { connectInMemory } from './connect.ts';
import type { WritableDb } from './database.ts';
import { migrate } from './migrate.ts';

const known = new Map<number, string>();

/** Whether the schema is, word for word, the one that this program makes at `version`. */
export function isKnownSchema(db: Pick<Database.Database, 'prepare'>, version: number): boolean {
  return schemaText(db) === knownSchema(version);
}

function knownSchema(version: number): string {
  const found = known.get(version);
  if (found !== undefined) return found;
  const db = connectInMemory();
  try {
    migrate(db as unknown as WritableDb, version);
    const text = schemaText(db);
    known.set(version, text);
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
