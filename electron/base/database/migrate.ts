import { type Cipher, createCipher } from '../crypto/cipher.ts';
import { Key } from '../crypto/key.ts';
import { all, type WritableDb } from './database.ts';
import type { Migration } from './migration.ts';
import { firstMigration } from './migrations/0001-first.ts';

/** "LKEY": marks a file as a Latchkey workspace (`PRAGMA application_id`). */
export const APPLICATION_ID = 0x4c_4b_45_59;

/** Append only: released steps are never edited. */
export const migrations: readonly Migration[] = [firstMigration];

for (const [index, migration] of migrations.entries()) {
  if (migration.version !== index + 1) {
    throw new Error(`Migration ${migration.version} is at position ${index + 1}`);
  }
}

export const newestVersion = migrations.length;

/**
 * Runs the steps that a database is missing, each in its own transaction.
 *
 * @param cipher of the workspace: a migration may open and seal values.
 */
export function migrate(
  db: WritableDb,
  cipher: Cipher,
  steps: readonly Migration[] = migrations,
): void {
  for (const migration of steps.slice(schemaVersion(db))) {
    db.transaction(() => {
      migration.up(db, cipher);
      const broken = all(db, 'PRAGMA foreign_key_check');
      if (broken.length > 0) throw new Error(`Migration ${migration.version} broke a foreign key`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}

/** The same for a database without sealed values. */
export function migrateEmpty(db: WritableDb, steps: readonly Migration[] = migrations): void {
  migrate(db, createCipher(Key.random()), steps);
}

export function schemaVersion(db: Pick<WritableDb, 'pragma'>): number {
  const version = db.pragma('user_version', { simple: true });
  if (typeof version !== 'number') throw new Error('SQLite returned no user_version');
  return version;
}
