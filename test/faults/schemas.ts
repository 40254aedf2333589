import { join } from 'node:path';
import { connect } from '../../electron/base/database/connect.ts';
import { knownTables } from '../../electron/base/database/raw/known-tables.ts';
import { dataKeyOf } from '../support/data-key.ts';
import type { Line, Outcome } from './line.ts';
import { look } from './look-at.ts';
import type { Workshop } from './workshop.ts';

const SHORT = 40;
const FULL = 200;
const BATCH = 20;

const ENDLESS = 'WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n';

/** What somebody with the key could do to the schema, about one table or about the file. */
const ofTable: readonly ((table: string, columns: readonly string[]) => string)[] = [
  (table, columns) => `DROP TABLE ${table};
    CREATE VIEW ${table} (${columns.join(', ')}) AS
      SELECT ${columns.map(() => 'x').join(', ')} FROM (${ENDLESS})`,
  (table) => `CREATE TRIGGER extra AFTER INSERT ON ${table} BEGIN
    UPDATE setting SET value = '"urn:forged"' WHERE name = 'issuer'; END`,
  (table) => `CREATE TRIGGER extra BEFORE DELETE ON ${table} BEGIN
    SELECT RAISE(IGNORE); END`,
  (table) => `CREATE TRIGGER extra AFTER UPDATE ON ${table} BEGIN
    INSERT INTO activity_search (rowid, kind) SELECT x, '' FROM (${ENDLESS}); END`,
  (table) => `CREATE VIEW "${table} " AS SELECT * FROM ${table}`,
  (table) => `ALTER TABLE ${table} RENAME TO "${table}\u200b"`,
  (table) => `ALTER TABLE ${table} ADD COLUMN extra TEXT`,
  (table, [column]) => `CREATE INDEX extra ON ${table} (${column})`,
  (table) => `DROP TABLE ${table}`,
];

const ofFile: readonly string[] = [
  ...[
    'x',
    'sqlite',
    'token2',
    'ｔoken',
    'tоken',
    'a"b',
    "a'b",
    ' ',
    '表',
    'Ⅷ',
    'x'.repeat(9000),
  ].map((name) => `CREATE TABLE "${name.replaceAll('"', '""')}" (a)`),
  ...[0, 1, -1, 0x4c4b4558].map((id) => `PRAGMA application_id = ${id}`),
  ...[0, -1, 2 ** 31 - 1].map((version) => `PRAGMA user_version = ${version}`),
  'CREATE VIRTUAL TABLE extra USING fts5 (a)',
  'CREATE TABLE extra (a, b AS (a * 2) STORED)',
  `CREATE VIEW extra AS ${ENDLESS}`,
  'CREATE TABLE extra (a CHECK (a > (1)), b DEFAULT (random()), c PRIMARY KEY COLLATE NOCASE) WITHOUT ROWID',
];

/** Text of the schema that SQLite would not have written. */
const ofText: readonly string[] = [
  "sql = 'CREATE TABLE setting (name, value)' WHERE name = 'setting'",
  "sql = replace(sql, 'NOT NULL', '') WHERE name = 'token'",
  "sql = 'nonsense' WHERE name = 'token'",
  "sql = NULL WHERE name = 'token'",
  "sql = sql || ' ' WHERE name = 'setting'",
  "sql = replace(sql, 'CHECK', 'check') WHERE name = 'token'",
  "rootpage = 1 WHERE name = 'token'",
  "rootpage = 999999 WHERE name = 'activity'",
  "rootpage = (SELECT rootpage FROM sqlite_schema WHERE name = 'activity') WHERE name = 'token'",
  "name = 'tokens', tbl_name = 'tokens' WHERE name = 'token'",
  "type = 'view', rootpage = 0 WHERE name = 'setting'",
  "sql = replace(sql, 'AFTER', 'BEFORE') WHERE type = 'trigger'",
];

/** Every crafted schema, one after another of each kind, so that any beginning has all kinds. */
function crafted(): readonly string[] {
  const tables = knownTables().filter(({ name }) => !name.includes('_search'));
  const perTable = tables.flatMap(({ name, columns }) =>
    ofTable.map((make) =>
      make(
        name,
        columns.map((column) => column.name),
      ),
    ),
  );
  const texts = ofText.map(
    (change) => `PRAGMA writable_schema = ON; UPDATE sqlite_schema SET ${change}`,
  );
  const others = [...ofFile, ...texts];
  const step = Math.max(1, Math.floor(perTable.length / (FULL - others.length)));
  const some = perTable.filter((_sql, nth) => nth % step === 0);
  return [...others, ...some].toSorted((a, b) => order(a) - order(b)).slice(0, FULL);
}

/** A fixed mix of the kinds. */
const order = (sql: string): number =>
  Buffer.from(sql).reduce((sum, byte) => (Math.imul(sum, 31) + byte) >>> 0, 7);

/** Workspaces whose schema isn't ours, by somebody who has the key. */
export function schemaLines(workshop: Workshop): readonly Line[] {
  return [
    {
      fault: 'crafted',
      promise: 'a workspace with another schema: refused before it is read, and none hangs',
      run: () => tryCrafted(workshop),
    },
  ];
}

async function tryCrafted(workshop: Workshop): Promise<Outcome> {
  const all = crafted().slice(0, workshop.isFull ? FULL : SHORT);
  const lost: string[] = [];
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH);
    const scenes = batch.map(() => workshop.scene(true));
    for (const [nth, sql] of batch.entries()) {
      await craft(join(scenes[nth]?.home ?? ''), sql);
    }
    for (const [nth, found] of look(workshop, scenes).entries()) {
      const isRefused = typeof found === 'string' && refusals.has(found);
      if (!isRefused) lost.push(`${batch[nth]?.slice(0, 120)}: ${String(found).slice(0, 200)}`);
    }
    for (const scene of scenes) workshop.clear(scene);
  }
  return { tried: all.length, lost };
}

const refusals: ReadonlySet<string> = new Set([
  'database/not-ours',
  'database/newer',
  'database/damaged',
]);

async function craft(home: string, sql: string): Promise<void> {
  const db = connect(join(home, 'workspace.latchkey'), await dataKeyOf(home));
  try {
    db.pragma('foreign_keys = OFF');
    db.unsafeMode(true);
    db.exec(sql);
  } finally {
    db.close();
  }
}
