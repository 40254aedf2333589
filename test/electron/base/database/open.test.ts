import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { connect } from '../../../../electron/base/database/connect.ts';
import { createDatabase } from '../../../../electron/base/database/create.ts';
import type { WritableDb } from '../../../../electron/base/database/database.ts';
import { databaseError } from '../../../../electron/base/database/database-error.ts';
import { readFileHeader } from '../../../../electron/base/database/file-header.ts';
import { APPLICATION_ID, newestVersion } from '../../../../electron/base/database/migrate.ts';
import { openDatabase } from '../../../../electron/base/database/open.ts';
import { appError } from '../../../../shared/errors.ts';
import { err } from '../../../../shared/result.ts';
import { temporaryDirectory } from '../../../support/core.ts';
import { createFile, type DatabaseFile, openFile } from '../../../support/database-file.ts';

function open(made: DatabaseFile): WritableDb {
  const db = openFile(made);
  onTestFinished(() => void db.close());
  return db;
}

const refuseAll = () => err(appError('internal'));

function digest(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function mode(file: string): string {
  return (statSync(file).mode & 0o777).toString(8);
}

const pragmas = [
  ['cipher', 'chacha20'],
  ['page_size', 8192],
  ['journal_mode', 'wal'],
  ['synchronous', 2],
  ['foreign_keys', 1],
  ['secure_delete', 1],
  ['trusted_schema', 0],
  ['cell_size_check', 1],
  ['temp_store', 2],
  ['busy_timeout', 2000],
  ['cache_size', -16_000],
] as const;

describe('pragmas in force', () => {
  test.each(pragmas)('%s is %s', (name, value) => {
    expect(open(createFile()).pragma(name, { simple: true })).toBe(value);
  });

  test('synchronous commits, which a power cut can’t lose', () => {
    const file = join(temporaryDirectory(), 'bare');
    const made = new Database(file);
    made.pragma('journal_mode = WAL');
    made.exec('CREATE TABLE t (a)');
    made.close();
    const bare = new Database(file);
    onTestFinished(() => void bare.close());
    expect(bare.prepare('SELECT count(*) FROM t').pluck().get()).toBe(0);
    expect(bare.pragma('synchronous', { simple: true })).toBe(1);
  });

  test('file, WAL and shared memory are readable by the owner only', () => {
    const made = createFile();
    open(made).exec("INSERT INTO setting VALUES ('x', '1')");
    expect(['', '-wal', '-shm'].map((end) => mode(`${made.file}${end}`))).toEqual([
      '600',
      '600',
      '600',
    ]);
  });

  test('a file readable by others is made private, with its WAL and shared memory', () => {
    const made = createFile();
    chmodSync(made.file, 0o644);
    open(made).exec("INSERT INTO setting VALUES ('x', '1')");
    expect(['', '-wal', '-shm'].map((end) => mode(`${made.file}${end}`))).toEqual([
      '600',
      '600',
      '600',
    ]);
  });
});

describe('a new file', { tags: ['secrets/encrypted-file', 'authenticity/pages'] }, () => {
  test('begins with our magic number, id and format, and ends with its trailer', () => {
    const { file, id } = createFile();
    const bytes = readFileSync(file);
    expect(bytes.subarray(0, 8).toString()).toBe('LATCHKEY');
    expect(bytes.subarray(8, 16).toString('hex')).toBe(id);
    expect(bytes.subarray(16, 24).toString('hex')).toBe('2000020220402020');
    expect(bytes.length % 8192).toBe(0);
    expect(bytes.subarray(-8192).toString('latin1')).toMatch(/^TRAILER\0+$/);
    expect(readFileHeader(file)).toEqual({ kind: 'workspace', id });
  });

  test('reveals nothing of its schema', () => {
    const { file } = createFile();
    for (const word of ['SQLite format 3', 'CREATE TABLE', 'setting', 'business_plan']) {
      expect(readFileSync(file).includes(word)).toBe(false);
    }
  });

  test('leaves nothing behind if it can’t be filled', () => {
    const file = join(temporaryDirectory(), 'workspace.latchkey');
    const made = { ...createFile(), trailer: Buffer.alloc(0) };
    expect(createDatabase(file, { ...made, fill: refuseAll })).toMatchObject({
      error: { code: 'internal' },
    });
    expect(readdirSync(dirname(file))).toEqual([]);
  });

  test('never replaces another file', () => {
    const made = createFile();
    const before = digest(made.file);
    expect(
      createDatabase(made.file, { ...made, trailer: Buffer.alloc(0), fill: refuseAll }),
    ).toMatchObject({
      ok: false,
    });
    expect(digest(made.file)).toBe(before);
  });

  test('is refused if the engine didn’t get the key', () => {
    const file = join(temporaryDirectory(), 'plain');
    new Database(file).exec('CREATE TABLE t (a)').close();
    expect(readFileHeader(file)).toEqual({ kind: 'plain-sqlite' });
  });
});

/** A key of a length that `Key` refuses: the connection doesn't rely on that check. */
function keyOfLength(length: number): Key {
  return { use: (work: (bytes: Uint8Array) => unknown) => work(randomBytes(length)) } as Key;
}

describe('the key', { tags: ['secrets/encrypted-file', 'authenticity/pages'] }, () => {
  test.each([1, 16, 31, 33, 48, 64])('of %i bytes is refused', (length) => {
    const { file } = createFile();
    const key = keyOfLength(length);
    expect(() => connect(file, key)).toThrow(/must have 32 bytes/);
  });

  test.each([1, 31, 33])('of %i bytes creates nothing either', (length) => {
    const made = createFile();
    const file = join(temporaryDirectory(), 'new');
    const key = keyOfLength(length);
    const trailer = Buffer.alloc(0);
    expect(() => createDatabase(file, { id: made.id, key, trailer, fill: refuseAll })).toThrow(
      /must have 32 bytes/,
    );
    expect(existsSync(file)).toBe(false);
  });

  test('of another file opens nothing and changes no byte', () => {
    const { file } = createFile();
    const before = digest(file);
    const opened = openDatabase(file, createFile().key);
    expect(opened).toEqual({ ok: false, error: { code: 'database/damaged', detail: { file } } });
    expect(digest(file)).toBe(before);
  });

  test('is required: without it the file isn’t a database', () => {
    const { file } = createFile();
    const db = new Database(file, { readonly: true });
    onTestFinished(() => void db.close());
    expect(() => db.prepare('SELECT * FROM sqlite_schema').all()).toThrow(/not a database/);
  });
});

describe('each byte of the header', {
  tags: ['secrets/encrypted-file', 'authenticity/pages'],
}, () => {
  const bytes = Array.from({ length: 24 }, (_, at) => at);

  test.each(bytes)('%i: a file in which it was changed does not open', (at) => {
    const made = createFile();
    const whole = readFileSync(made.file);
    for (const flip of [0x01, 0x80, 0xff]) {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ flip;
      writeFileSync(made.file, changed);
      const opened = openDatabase(made.file, made.key);
      const code = opened.ok ? 'opened' : opened.error.code;
      expect(code).toBe(at < 8 ? 'database/not-ours' : 'database/damaged');
      expect(readFileSync(made.file).equals(changed)).toBe(true);
    }
  });
});

/** Opens, and reads everything. */
function readThrough({ file, key }: DatabaseFile): string {
  const opened = openDatabase(file, key);
  if (!opened.ok) return opened.error.code;
  try {
    return String(opened.value.db.pragma('integrity_check', { simple: true }));
  } catch (error) {
    return databaseError(error, file).code;
  } finally {
    opened.value.db.close();
  }
}

test('a page from another place or another file is detected', {
  tags: ['secrets/encrypted-file', 'authenticity/pages'],
}, () => {
  const made = createFile();
  const whole = readFileSync(made.file);
  const other = readFileSync(createFile().file);
  const pages = [other.subarray(8192, 16_384), whole.subarray(16_384, 24_576)];
  const found = pages.map((page) => {
    const changed = Buffer.from(whole);
    page.copy(changed, 8192);
    writeFileSync(made.file, changed);
    return readThrough(made);
  });
  // Which of the two depends on whether the schema is in that page.
  const unread = expect.stringMatching(/unable to get the page|database\/damaged/);
  expect(found).toEqual([unread, unread]);
  writeFileSync(made.file, whole);
  expect(readThrough(made)).toBe('ok');
});

/** A changed schema under the right key, which only somebody with the key could create. */
function changedBy(change: (db: Database.Database) => void): DatabaseFile {
  const made = createFile();
  const db = connect(made.file, made.key);
  change(db);
  db.close();
  return made;
}

describe('a file that must not be changed', {
  tags: ['authenticity/schema', 'durability/newer'],
}, () => {
  test('is one of a newer version', () => {
    const { file, key } = changedBy((db) => db.pragma(`user_version = ${newestVersion + 1}`));
    const before = digest(file);
    expect(openDatabase(file, key)).toEqual({
      ok: false,
      error: {
        code: 'database/newer',
        detail: { file, version: newestVersion + 1, known: newestVersion },
      },
    });
    expect(digest(file)).toBe(before);
  });

  test('is one of a newer version that was killed: its WAL is neither replayed nor removed', () => {
    const file = join(temporaryDirectory(), 'newer');
    const made = createFile();
    const killed = connect(made.file, made.key);
    onTestFinished(() => void killed.close());
    killed.pragma(`user_version = ${newestVersion + 1}`);
    for (const end of ['', '-wal']) copyFileSync(`${made.file}${end}`, `${file}${end}`);
    const before = ['', '-wal'].map((end) => digest(`${file}${end}`));
    expect(openDatabase(file, made.key)).toMatchObject({ error: { code: 'database/newer' } });
    expect(['', '-wal'].map((end) => digest(`${file}${end}`))).toEqual(before);
  });

  test.each([
    ['a table more', 'CREATE TABLE notes (text TEXT)'],
    ['a table less', 'DROP TABLE purged_token'],
    ['a view', "CREATE VIEW notes AS SELECT 'x'"],
    ['a trigger', 'CREATE TRIGGER t AFTER INSERT ON token BEGIN DELETE FROM token; END'],
    ['an index less', 'DROP INDEX token_by_application'],
    ['a column more', 'ALTER TABLE setting ADD COLUMN more TEXT'],
    ['another mark', 'PRAGMA application_id = 1234'],
    ['no version', 'PRAGMA user_version = 0'],
  ])('with %s', (_what, sql) => {
    const { file, key } = changedBy((db) => db.exec(sql));
    chmodSync(file, 0o644);
    const before = digest(file);
    expect(openDatabase(file, key)).toEqual({
      ok: false,
      error: { code: 'database/not-ours', detail: { file } },
    });
    expect(digest(file)).toBe(before);
    expect(mode(file)).toBe('644');
  });

  test.each([
    ['no database at all', 'Dear Sir or Madam, '.repeat(500), 'database/not-ours'],
    ['an empty file', '', 'database/empty'],
    ['a file of a few bytes', 'LATCHKEY', 'database/damaged'],
  ])('%s', (_what, text, code) => {
    const file = join(temporaryDirectory(), 'letter.txt');
    writeFileSync(file, text);
    const before = digest(file);
    expect(openDatabase(file, createFile().key)).toMatchObject({ ok: false, error: { code } });
    expect(digest(file)).toBe(before);
  });

  test.each([
    ['a mark of its own', 1234],
    ['our mark', APPLICATION_ID],
  ])('a plain SQLite database with %s', (_what, mark) => {
    const file = join(temporaryDirectory(), 'other.db');
    const plain = new Database(file);
    plain.exec('CREATE TABLE token (id TEXT)');
    plain.pragma(`application_id = ${mark}`);
    plain.close();
    const before = digest(file);
    expect(openDatabase(file, createFile().key)).toEqual({
      ok: false,
      error: { code: 'database/not-encrypted', detail: { file } },
    });
    expect(digest(file)).toBe(before);
  });

  test('cut off in the middle', () => {
    const made = createFile();
    truncateSync(made.file, 8192);
    expect(readThrough(made)).toBe('database/damaged');
  });

  test('in a missing folder', () => {
    const file = join(temporaryDirectory(), 'nowhere', 'workspace.latchkey');
    const { key, id } = createFile();
    expect(openDatabase(file, key)).toMatchObject({ error: { code: 'file/unwritable' } });
    expect(
      createDatabase(file, { id, key, trailer: Buffer.alloc(0), fill: refuseAll }),
    ).toMatchObject({
      error: { code: 'file/unwritable' },
    });
    expect(existsSync(file)).toBe(false);
  });
});

test('other errors than those of SQLite or the system are rethrown', () => {
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
])('%s is reported as %s', (kind, code) => {
  const error = new Database.SqliteError('said by SQLite', kind);
  expect(databaseError(error, 'file')).toEqual({ code, detail: { file: 'file' } });
});
