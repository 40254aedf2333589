import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Connection, connect } from '../../../../electron/base/database/connect.ts';
import { createFile } from '../../../support/database-file.ts';

const CANARY = 'canary-of-a-sort';
const OPEN_FILES = '/proc/self/fd';

/** Open files that contain the canary: SQLite unlinks its temporary files at once. */
function openFilesWithCanary(): string[] {
  return readdirSync(OPEN_FILES).flatMap((name) => {
    try {
      const target = readlinkSync(join(OPEN_FILES, name));
      if (!statSync(join(OPEN_FILES, name)).isFile()) return [];
      return readFileSync(join(OPEN_FILES, name)).includes(CANARY) ? [target] : [];
    } catch {
      return [];
    }
  });
}

/** Sorts 100,000 rows of the file, and looks for the canary while the sorted ones are read. */
function foundDuringSort(db: Connection): string[] {
  db.exec(`
    CREATE TABLE big (text TEXT);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
      INSERT INTO big SELECT hex(randomblob(8)) || '${CANARY}' || hex(zeroblob(150)) FROM n`);
  const found = new Set<string>();
  let count = 0;
  for (const row of db.prepare('SELECT text FROM big ORDER BY text').pluck().iterate()) {
    if (String(row).includes(CANARY)) count += 1;
    if (count % 25_000 === 1) for (const file of openFilesWithCanary()) found.add(file);
  }
  expect(count).toBe(100_000);
  return [...found];
}

function connection(): Connection {
  const { file, key } = createFile();
  const db = connect(file, key);
  onTestFinished(() => void db.close());
  return db;
}

test.runIf(process.platform === 'linux')(
  'a sort of 100,000 rows puts nothing of them into a temporary file',
  { tags: 'secrets/encrypted-file' },
  () => {
    expect(foundDuringSort(connection())).toEqual([]);
  },
);

test.runIf(process.platform === 'linux')('it would, in the clear, without our setting', () => {
  const db = connection();
  db.pragma('temp_store = FILE');
  expect(foundDuringSort(db).length).toBeGreaterThan(0);
});
