import { migrations } from '../../electron/base/database/migrate.ts';
import { type Migration } from '../../electron/base/database/migration.ts';

/** What a newer program changes: a table, and a column of every application and token. */
const next: Migration = {
  version: migrations.length + 1,
  up: (db) => {
    db.exec(`
      CREATE TABLE later (id TEXT NOT NULL PRIMARY KEY, note TEXT NOT NULL) STRICT;
      INSERT INTO later SELECT id, hex(randomblob(2000)) FROM application;
      INSERT INTO later SELECT id, hex(randomblob(2000)) FROM token;
    `);
  },
};

/** Does `work` as a newer program, which migrates what it opens. */
export async function asNewer<T>(work: () => Promise<T>): Promise<T> {
  const known = migrations as Migration[];
  known.push(next);
  try {
    return await work();
  } finally {
    known.pop();
  }
}
