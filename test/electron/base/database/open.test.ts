import { createHash } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import { APPLICATION_ID, newestVersion } from '../../../../electron/base/database/migrate.ts';
import { databaseError, openDatabase } from '../../../../electron/base/database/open.ts';
import { temporaryDirectory } from '../../../support/core.ts';

function open(file: string): WritableDb {
  const opened = openDatabase(file);
  if (!opened.ok) throw new Error(opened.error.code);
  onTestFinished(() => void opened.value.close());
  return opened.value;
}

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function mode(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

const pragmas = [
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['secure_delete', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['temp_store', 2],
  ['busy_timeout', 2000],
] as const;

describe('what is in force', () => {
  test.each(pragmas)('%s is %s in a new file', (name, value) => {
    const db = open(join(temporaryDirectory(), 'workspace.latchkey'));
    expect(db.pragma(name, { simple: true })).toBe(value);
  });

  test.each(pragmas)('%s is %s in a WAL file that is opened again', (name, value) => {
    const file = join(temporaryDirectory(), 'workspace.latchkey');
    open(file).close();
    expect(open(file).pragma(name, { simple: true })).toBe(value);
  });

  test('without our setting, such a file would lose commits in a power cut', () => {
    const file = join(temporaryDirectory(), 'workspace.latchkey');
    open(file).close();
    const bare = new Database(file);
    onTestFinished(() => void bare.close());
    expect(bare.pragma('synchronous', { simple: true })).toBe(1);
  });

  test('file, WAL and shared memory are for the owner alone', () => {
    const file = join(temporaryDirectory(), 'workspace.latchkey');
    open(file).exec("INSERT INTO setting VALUES ('x', '1')");
    expect([file, `${file}-wal`, `${file}-shm`].map(mode)).toEqual(['600', '600', '600']);
  });

  test('a file that others could read is closed to them', () => {
    const file = join(temporaryDirectory(), 'workspace.latchkey');
    open(file).close();
    chmodSync(file, 0o644);
    open(file);
    expect(mode(file)).toBe('600');
  });
});

function foreign(name: string, write: (db: Database.Database) => void): string {
  const file = join(temporaryDirectory(), name);
  const db = new Database(file);
  write(db);
  db.close();
  return file;
}

describe('a file that is not to be touched', () => {
  test('of a newer program', () => {
    const file = foreign('newer', (db) => {
      db.exec('CREATE TABLE token (id TEXT)');
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${newestVersion + 1}`);
    });
    const before = digest(file);
    expect(openDatabase(file)).toEqual({
      ok: false,
      error: {
        code: 'database/newer',
        detail: { file, version: newestVersion + 1, known: newestVersion },
      },
    });
    expect(digest(file)).toBe(before);
  });

  test('of a newer program that was killed: its WAL is neither written back nor removed', () => {
    const file = join(temporaryDirectory(), 'newer');
    const killed = new Database(join(temporaryDirectory(), 'alive'));
    onTestFinished(() => void killed.close());
    killed.pragma('journal_mode = WAL');
    killed.pragma(`application_id = ${APPLICATION_ID}`);
    killed.pragma(`user_version = ${newestVersion + 1}`);
    killed.exec('CREATE TABLE token (id TEXT)');
    for (const end of ['', '-wal']) copyFileSync(`${killed.name}${end}`, `${file}${end}`);
    const before = ['', '-wal'].map((end) => digest(`${file}${end}`));
    expect(openDatabase(file)).toMatchObject({ error: { code: 'database/newer' } });
    expect(['', '-wal'].map((end) => digest(`${file}${end}`))).toEqual(before);
  });

  test.each([
    ['no mark', (db: Database.Database) => db.exec('CREATE TABLE notes (text TEXT)')],
    [
      'a mark of its own',
      (db: Database.Database) => {
        db.exec('CREATE TABLE notes (text TEXT)');
        db.pragma('application_id = 1234');
      },
    ],
  ])('of another program, with %s', (_what, write) => {
    const file = foreign('other.db', write);
    chmodSync(file, 0o644);
    const before = digest(file);
    expect(openDatabase(file)).toEqual({
      ok: false,
      error: { code: 'database/not-ours', detail: { file } },
    });
    expect(digest(file)).toBe(before);
    expect(mode(file)).toBe('644');
  });

  test('no database at all', () => {
    const file = join(temporaryDirectory(), 'letter.txt');
    writeFileSync(file, 'Dear Sir or Madam, '.repeat(200));
    const before = digest(file);
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { code: 'database/damaged' } });
    expect(digest(file)).toBe(before);
  });

  test('in a folder that is not there', () => {
    const file = join(temporaryDirectory(), 'nowhere', 'workspace.latchkey');
    expect(openDatabase(file)).toMatchObject({ ok: false, error: { code: 'file/unwritable' } });
    expect(existsSync(file)).toBe(false);
  });
});

test('an empty file becomes a workspace', () => {
  const file = join(temporaryDirectory(), 'workspace.latchkey');
  writeFileSync(file, '');
  expect(open(file).pragma('user_version', { simple: true })).toBe(newestVersion);
});

test('an error that is none of SQLite or the system is a defect and thrown on', () => {
  expect(() => databaseError(new TypeError('ours'), 'file')).toThrow(TypeError);
});

test.each([
  ['SQLITE_FULL', 'file/disk-full'],
  ['SQLITE_BUSY', 'database/busy'],
  ['SQLITE_BUSY_SNAPSHOT', 'database/busy'],
  ['SQLITE_LOCKED', 'database/busy'],
  ['SQLITE_READONLY', 'database/read-only'],
  ['SQLITE_READONLY_DIRECTORY', 'database/read-only'],
  ['SQLITE_CORRUPT', 'database/damaged'],
  ['SQLITE_CORRUPT_VTAB', 'database/damaged'],
  ['SQLITE_NOTADB', 'database/damaged'],
  ['SQLITE_CANTOPEN', 'file/unwritable'],
  ['SQLITE_IOERR_WRITE', 'file/unwritable'],
])('%s is told as %s', (kind, code) => {
  const error = new Database.SqliteError('said by SQLite', kind);
  expect(databaseError(error, 'file')).toEqual({ code, detail: { file: 'file' } });
});
