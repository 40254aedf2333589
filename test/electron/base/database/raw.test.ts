import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PAGE_BYTES } from '../../../../electron/base/database/file-header.ts';
import { knownTables } from '../../../../electron/base/database/raw/known-tables.ts';
import { openRaw } from '../../../../electron/base/database/raw/raw-file.ts';
import { readRaw } from '../../../../electron/base/database/raw/raw-rows.ts';
import { startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { dataKeyOf, openBeside } from '../../../support/data-key.ts';
import { makeApplication, makePetshop } from '../../../support/workspace.ts';

/** A closed workspace with rows in most tables: the file, its key, and what SQLite reads in it. */
async function aFile(core: TestCore) {
  await makePetshop(core);
  for (let nth = 0; nth < 60; nth += 1) {
    await makeApplication(core, `Application ${nth}`, { description: 'x'.repeat(300) });
  }
  await core.give('workspace:lock', {});
  const db = await openBeside(core.home, { readonly: true });
  const tables = knownTables().map(({ name, columns }) => {
    const list = columns.map((column) => column.name).join(', ');
    return [name, db.prepare(`SELECT ${list} FROM ${name}`).all()] as const;
  });
  db.close();
  const expected = new Map(tables);
  return { file: join(core.home, 'workspace.latchkey'), key: await dataKeyOf(core.home), expected };
}

function contentsOf(file: string, key: Awaited<ReturnType<typeof dataKeyOf>>) {
  const raw = openRaw(file, key);
  try {
    return readRaw(raw);
  } finally {
    raw.close();
  }
}

const texts = (rows: readonly unknown[]): readonly string[] =>
  rows.map((row) => JSON.stringify(row));
const sorted = (rows: readonly unknown[]): readonly string[] => texts(rows).toSorted();

test('a whole file reads past SQLite as it reads by it', async () => {
  const { file, key, expected } = await aFile(await startCore());
  const { tables, damagedPages } = contentsOf(file, key);
  expect(damagedPages).toEqual([]);
  for (const [name, rows] of expected) {
    expect(tables.get(name)?.isWhole).toBe(true);
    expect([name, sorted(tables.get(name)?.rows ?? [])]).toEqual([name, sorted(rows)]);
  }
});

test('what is in the WAL of a program that was killed is read, too', async () => {
  const core = await startCore();
  const { application } = await makePetshop(core);
  const copy = join(temporaryDirectory(), 'copy.latchkey');
  for (const ending of ['', '-wal'])
    writeFileSync(`${copy}${ending}`, readFileSync(join(core.home, `workspace.latchkey${ending}`)));
  const { tables } = contentsOf(copy, await dataKeyOf(core.home));
  expect(tables.get('application')?.rows).toMatchObject([{ id: application.id }]);
});

test('whichever page is damaged, the rows of every other page are read', async () => {
  const { file, key, expected } = await aFile(await startCore());
  const bytes = readFileSync(file);
  const pages = bytes.length / PAGE_BYTES - 1;
  let lost = 0;
  const all = [...expected.values()].flat().length;
  const known = new Map([...expected].map(([name, rows]) => [name, new Set(texts(rows))]));
  for (let page = 1; page <= pages; page += 1) {
    const damaged = Buffer.from(bytes);
    damaged.writeUInt8(damaged.readUInt8(page * PAGE_BYTES - 100) ^ 1, page * PAGE_BYTES - 100);
    const copy = join(temporaryDirectory(), 'damaged.latchkey');
    writeFileSync(copy, damaged);
    const { tables, damagedPages } = contentsOf(copy, key);
    expect(damagedPages).toEqual([page]);
    const found = [...tables.values()].flatMap(({ rows }) => rows).length;
    lost += all - found;
    for (const [name, { rows }] of tables) {
      expect(texts(rows).filter((row) => known.get(name)?.has(row) !== true)).toEqual([]);
    }
  }
  // Each row is lost with its own page, and none with an interior page of the tree.
  expect(lost).toBe(all);
});
