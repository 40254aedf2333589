import Database from 'better-sqlite3';
import { describe, expect, test } from 'vitest';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import {
  APPLICATION_ID,
  migrateEmpty,
  migrations,
  newestVersion,
  schemaVersion,
} from '../../../../electron/base/database/migrate.ts';

/** An empty database at schema `version`, for rows of a migration test. */
function databaseAt(version: number): WritableDb {
  const db = new Database(':memory:') as unknown as WritableDb;
  db.pragma('foreign_keys = ON');
  migrateEmpty(db, migrations.slice(0, version));
  return db;
}

/** The schema, without the SQL text of its history. */
function schemaOf(db: WritableDb): unknown[] {
  return db
    .prepare(
      `SELECT t.name, t.type, t.strict, t.wr, c.name AS column, c.type AS columnType,
         c."notnull", c.dflt_value, c.pk
       FROM pragma_table_list t JOIN pragma_table_info(t.name) c
       WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%'
       ORDER BY t.name, c.cid`,
    )
    .all();
}

describe('the list of migrations', () => {
  test('is numbered from 1 without a gap', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, at) => at + 1));
  });

  test.each(migrations)('$version leaves its number and our mark', ({ version }) => {
    const db = databaseAt(version);
    expect(schemaVersion(db)).toBe(version);
    expect(db.pragma('application_id', { simple: true })).toBe(APPLICATION_ID);
  });

  test.each(migrations)('from $version the newest is reached, whole', ({ version }) => {
    const db = databaseAt(version);
    migrateEmpty(db);
    expect(schemaVersion(db)).toBe(newestVersion);
    expect(schemaOf(db)).toEqual(schemaOf(databaseAt(newestVersion)));
    expect(db.pragma('foreign_key_check')).toEqual([]);
    expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  });

  test('does nothing at the newest version', () => {
    const db = databaseAt(newestVersion);
    const before = db.prepare('SELECT * FROM sqlite_schema').all();
    migrateEmpty(db);
    expect(db.prepare('SELECT * FROM sqlite_schema').all()).toEqual(before);
  });
});

describe('the schema', () => {
  const db = databaseAt(newestVersion);

  test('every table is STRICT', () => {
    const loose = db
      .prepare(
        `SELECT name FROM pragma_table_list
         WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'`,
      )
      .all();
    expect(loose).toEqual([]);
  });

  test('every foreign key has an index, or a delete scans the table', () => {
    const uncovered = db
      .prepare(
        `SELECT t.name AS "table", f."from" AS column
         FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f
         WHERE t.schema = 'main' AND NOT EXISTS (
           SELECT 1 FROM pragma_index_list(t.name) i
             JOIN pragma_index_info(i.name) c ON c.seqno = 0
             JOIN pragma_foreign_key_list(t.name) g ON g.id = f.id
           WHERE c.name = g."from")`,
      )
      .all();
    expect(uncovered).toEqual([]);
  });

  test('a dangling foreign key is refused', () => {
    const insert = db.prepare(
      `INSERT INTO api_scope (api_id, name, display_name, description, position)
       VALUES (?, ?, ?, ?, ?)`,
    );
    expect(() => insert.run('no such api', 'read', '', '', 0)).toThrow(/FOREIGN KEY/);
  });
});
