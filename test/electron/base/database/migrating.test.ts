/**
 * @module-tag durability/upgrade
 */
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { createCipher } from '../../../../electron/base/crypto/cipher.ts';
import { Secret } from '../../../../electron/base/crypto/secret.ts';
import { all, run, type WritableDb } from '../../../../electron/base/database/database.ts';
import { migrations, schemaVersion } from '../../../../electron/base/database/migrate.ts';
import type { Migration } from '../../../../electron/base/database/migration.ts';
import { type Opening, openDatabase } from '../../../../electron/base/database/open.ts';
import { saveCopy } from '../../../../electron/base/database/save-copy.ts';
import { appError } from '../../../../shared/errors.ts';
import { err } from '../../../../shared/result.ts';
import { createFile, type DatabaseFile, openFile } from '../../../support/database-file.ts';
import { given } from '../../../support/given.ts';

const place = { kind: 'note', id: '1' };

/** A future version of the program, which adds a sealed note to each setting. */
const next: Migration = {
  version: migrations.length + 1,
  up: (db, cipher) => {
    db.exec(
      'CREATE TABLE note (id INTEGER NOT NULL PRIMARY KEY, text_sealed BLOB NOT NULL) STRICT',
    );
    const [row] = z
      .array(z.object({ value: z.string() }))
      .parse(all(db, 'SELECT value FROM setting'));
    run(
      db,
      'INSERT INTO note (text_sealed) VALUES (?)',
      cipher.seal(place, new Secret(row?.value ?? '')),
    );
  },
};

/** A workspace of the current version, with some data. */
function fileOfToday(): DatabaseFile {
  const made = createFile();
  const db = openFile(made);
  run(db, "INSERT INTO setting (name, value) VALUES ('kept', '\"before\"')");
  db.close();
  return made;
}

function open({ file, key }: DatabaseFile, opening: Opening): WritableDb {
  const { db } = given(openDatabase(file, key, opening));
  onTestFinished(() => void db.close());
  return db;
}

const settings = (db: WritableDb) => all(db, 'SELECT name, value FROM setting');
const kept = [{ name: 'kept', value: '"before"' }];

test('a migration has the cipher, and leaves a checked copy beside the file', () => {
  const made = fileOfToday();
  const target = join(dirname(made.file), 'before.latchkey');
  const trailer = Buffer.from('TRAILER');
  const steps = [...migrations, next];
  const db = open(made, {
    steps,
    saveCopy: (opened) => saveCopy(opened, { target, key: made.key, trailer }),
  });
  expect(schemaVersion(db)).toBe(steps.length);
  const [note] = z
    .array(z.object({ sealed: z.instanceof(Buffer) }))
    .parse(all(db, 'SELECT text_sealed AS sealed FROM note'));
  const opened = createCipher(made.key).open(place, note?.sealed ?? Buffer.of());
  expect(given(opened).expose()).toBe('"before"');
  // The copy still opens in the current version.
  const copy = open({ ...made, file: target }, {});
  expect([schemaVersion(copy), settings(copy)]).toEqual([migrations.length, kept]);
});

test('without a copy nothing is changed', () => {
  const made = fileOfToday();
  const full = err(appError('file/disk-full'));
  const steps = [...migrations, next];
  expect(openDatabase(made.file, made.key, { steps, saveCopy: () => full })).toEqual(full);
  const db = open(made, {});
  expect([schemaVersion(db), settings(db)]).toEqual([migrations.length, kept]);
});

test('a failed migration leaves the file unchanged', () => {
  const made = fileOfToday();
  const failing: Migration = {
    version: next.version,
    up: (db, cipher) => {
      next.up(db, cipher);
      throw new Error('in the middle');
    },
  };
  const steps = [...migrations, failing];
  expect(() => openDatabase(made.file, made.key, { steps })).toThrow('in the middle');
  const db = open(made, {});
  expect([schemaVersion(db), settings(db)]).toEqual([migrations.length, kept]);
});

test('an up-to-date file isn’t copied', () => {
  const made = fileOfToday();
  let copies = 0;
  open(made, {
    saveCopy: () => {
      copies += 1;
      return err(appError('file/disk-full'));
    },
  });
  expect(copies).toBe(0);
});
