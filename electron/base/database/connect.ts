import Database from 'better-sqlite3';
import type { Key } from '../crypto/key.ts';
import { CACHE_KIB } from './cache.ts';
import { PAGE_BYTES, saltOf, type WorkspaceId } from './file-header.ts';
import { addRunning, type StopFlag } from './stop-flag.ts';

export type Connection = Database.Database;

/** What the encryption package adds to better-sqlite3. */
type Encrypted = Database.Database & {
  readonly key: (key: Buffer) => number;
  readonly rekey: (key: Buffer) => number;
};

const KEY_BYTES = 32;
const RAW = Buffer.from('raw:');
const RAW_BYTES = RAW.length + KEY_BYTES;
const RAW_WITH_SALT_BYTES = RAW_BYTES + 16;

export interface ConnectOptions {
  readonly readonly?: boolean;
  /** Stops this connection's queries that call `running()`. */
  readonly stop?: StopFlag;
  /** The id of the file that this connection creates. */
  readonly create?: WorkspaceId;
}

/**
 * A connection to an encrypted file. Throws SQLite's NOTADB, at the first query or before it, for a
 * wrong key and for damage alike.
 *
 * @param key the workspace's data key, 32 bytes.
 */
export function connect(file: string, key: Key, options: ConnectOptions = {}): Connection {
  const { readonly = false, create, stop = null } = options;
  const db = new Database(file, { readonly });
  try {
    db.pragma("cipher = 'chacha20'");
    giveKey(db, key, create);
    db.exec(BEFORE_READING);
    if (create !== undefined) db.pragma(`page_size = ${PAGE_BYTES}`);
    configure(db);
    addRunning(db, stop);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** An in-memory database, for comparisons and tests. It has no key, since it is in no file. */
export function connectInMemory(): Connection {
  const db = new Database(':memory:');
  db.exec(BEFORE_READING);
  configure(db);
  addRunning(db, null);
  return db;
}

/** Encrypts every page with another key. Only for a file without other users and without a WAL. */
export function rekey(db: Connection, key: Key, id: WorkspaceId): void {
  db.pragma('journal_mode = DELETE');
  withRawKey(key, id, (raw) => (db as Encrypted).rekey(raw));
  db.pragma('journal_mode = WAL');
}

function giveKey(db: Database.Database, key: Key, create?: WorkspaceId): void {
  withRawKey(key, create, (raw) => (db as Encrypted).key(raw));
}

function withRawKey(key: Key, create: WorkspaceId | undefined, use: (raw: Buffer) => number): void {
  const salt = create === undefined ? [] : [saltOf(create)];
  const raw = key.use((bytes) => Buffer.concat([RAW, bytes, ...salt]));
  try {
    // The engine silently treats a key of any other length as a passphrase.
    const expected = create === undefined ? RAW_BYTES : RAW_WITH_SALT_BYTES;
    if (raw.length !== expected) throw new Error(`A file's key must have ${KEY_BYTES} bytes`);
    use(raw);
  } finally {
    raw.fill(0);
  }
}

/** First of all: SQLite sorts and keeps journals in unencrypted temporary files. */
const BEFORE_READING = `
  PRAGMA temp_store = MEMORY;
  PRAGMA trusted_schema = OFF;
  PRAGMA cell_size_check = ON;`;

/**
 * `synchronous` is set on every connection: the engine's build opens a WAL database with NORMAL,
 * which loses acknowledged commits in a power cut.
 */
function configure(db: Database.Database): void {
  db.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = ON;
    PRAGMA busy_timeout = 2000;
    PRAGMA cache_size = -${CACHE_KIB};`);
}
