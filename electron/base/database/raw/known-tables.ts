import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { z } from 'zod';
import { ok } from '../../../../shared/result.ts';
import { Key } from '../../crypto/key.ts';
import { connect, connectInMemory } from '../connect.ts';
import { createDatabase } from '../create.ts';
import type { WritableDb } from '../database.ts';
import { idOf } from '../file-header.ts';
import { migrateEmpty } from '../migrate.ts';

export interface KnownColumn {
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
}

/** A table of what a person entered or did, not of derived data. */
export interface KnownTable {
  readonly name: string;
  readonly columns: readonly KnownColumn[];
  /** The column that is an alias of the rowid, which records leave out. */
  readonly alias: string | null;
  /** Whether it is stored as an index. */
  readonly isWithoutRowid: boolean;
}

const tableRow = z.object({ name: z.string(), sql: z.string() });
const columnRow = z.object({
  name: z.string(),
  type: z.string(),
  notnull: z.number(),
  pk: z.number(),
});
const columnRows = z.array(columnRow);

/** The tables of the newest schema, except those that only repeat others, for searches and orders. */
export function knownTables(): readonly KnownTable[] {
  const db = connectInMemory();
  try {
    migrateEmpty(db as unknown as WritableDb);
    const rows = db
      .prepare(
        `SELECT name, sql FROM sqlite_schema
         WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE '%\\_search\\_%' ESCAPE '\\'
           AND name <> 'scopes_in_use' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
      )
      .all();
    return z
      .array(tableRow)
      .parse(rows)
      .map(({ name, sql }) => tableOf(db, name, /WITHOUT ROWID/.test(sql)));
  } finally {
    db.close();
  }
}

function tableOf(db: Database.Database, name: string, isWithoutRowid: boolean): KnownTable {
  // Generated columns are in no record, and `table_info` leaves them out.
  const columns = columnRows.parse(db.pragma(`table_info("${name}")`));
  const keys = columns.filter(({ pk }) => pk > 0);
  const [key] = keys;
  const isAlias = !isWithoutRowid && keys.length === 1 && key?.type === 'INTEGER';
  return {
    name,
    alias: isAlias ? key.name : null,
    isWithoutRowid,
    columns: columns.map(({ name: column, type, notnull }) => ({
      name: column,
      type,
      isNullable: notnull === 0,
    })),
  };
}

/** The root page of each tree, by the tree's name. */
export type Roots = ReadonlyMap<string, number>;

/**
 * The root pages in a newly created file and in a copied one (`VACUUM INTO`): both follow from the
 * schema alone. For a file whose own list of roots is damaged.
 */
export function usualRoots(): readonly Roots[] {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-'));
  const key = Key.random();
  try {
    const [file, copy] = [join(folder, 'new'), join(folder, 'copied')];
    const id = idOf(Buffer.alloc(8));
    const made = createDatabase(file, { id, key, trailer: Buffer.of(), fill: () => ok(null) });
    if (!made.ok) return [];
    const db = connect(file, key);
    try {
      db.prepare('VACUUM INTO ?').run(copy);
      const vacuumed = connect(copy, key);
      try {
        return [rootsIn(db), rootsIn(vacuumed)];
      } finally {
        vacuumed.close();
      }
    } finally {
      db.close();
    }
  } finally {
    key.wipe();
    rmSync(folder, { recursive: true, force: true });
  }
}

const rootRow = z.object({ name: z.string(), rootpage: z.number() });

function rootsIn(db: Database.Database): Roots {
  const rows = z
    .array(rootRow)
    .parse(db.prepare('SELECT name, rootpage FROM sqlite_schema WHERE rootpage > 0').all());
  return new Map(rows.map(({ name, rootpage }) => [name, rootpage]));
}
