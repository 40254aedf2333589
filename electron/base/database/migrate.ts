import { all, type WritableDb } from './database.ts';
import type { Migration } from './migration.ts';
import { firstMigration } from './migrations/0001-first.ts';

/** "LKEY": marks a file as a Latchkey workspace (`PRAGMA application_id`). */
export const APPLICATION_ID = 0x4c_4b_45_59;

/** Append only: what has been released is never edited. */
export const migrations: readonly Migration[] = [firstMigration];

for (const [index, migration] of migrations.entries()) {
  if (migration.version !== index + 1) {
    throw new Error(`Migration ${migration.version} stands at place ${index + 1}`);
  }
}

export const newestVersion = migrations.length;

/** Brings the database to `target`, each step in a transaction of its own. */
export function migrate(db: WritableDb, target = newestVersion): void {
  const current = schemaVersion(db);
  for (const migration of migrations.slice(current, target)) {
    db.transaction(() => {
      migration.up(db);
      const broken = all(db, 'PRAGMA foreign_key_check');
      if (broken.length > 0) throw new Error(`Migration ${migration.version} broke a foreign key`);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  }
}

export function schemaVersion(db: WritableDb): number {
  const version = db.pragma('user_version', { simple: true });
  if (typeof version !== 'number') throw new Error('SQLite gave no user_version');
  return version;
}
