import { chmodSync, existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { createCipher } from '../crypto/cipher.ts';
import type { Key } from '../crypto/key.ts';
import { connect, connectInMemory } from './connect.ts';
import type { WritableDb } from './database.ts';
import { databaseError } from './database-error.ts';
import { type FileHeader, readFileHeader } from './file-header.ts';
import { isKnownSchema } from './known-schema.ts';
import { APPLICATION_ID, migrate, migrateEmpty, migrations, schemaVersion } from './migrate.ts';
import type { Migration } from './migration.ts';
import { createSeal, type Seal } from './seal.ts';
import { filesOf, journalOf, walOf } from './wal-pages.ts';

export interface OpenDatabase {
  readonly db: WritableDb;
  readonly seal: Seal;
  /** Whether the file was intact when it was opened, as far as that is proven. */
  readonly isIntact: boolean;
  /** Whether that is proven for each row. */
  readonly isProven: boolean;
}

export interface Opening {
  /** Runs once the key is known to be right. */
  readonly beforeWriting?: (db: WritableDb) => void;
  /** Saves a checked copy of an older program's file. Without it, the file isn't changed. */
  readonly saveCopy?: (db: WritableDb) => Result<null, AppError>;
  /** With more protected rows than this, they aren't read here: whoever opens the file must. */
  readonly mostProven?: number;
  /** Every schema step that the program knows. */
  readonly steps?: readonly Migration[];
}

/**
 * Opens a workspace file and migrates it to the newest schema.
 *
 * @param key its data key.
 * @returns the open database, or `database/not-ours`, `database/not-encrypted`, `database/empty`,
 *   `database/newer` (written by a newer program; left untouched), `database/damaged` (also for a
 *   wrong key), `database/busy`, `file/disk-full` or `file/unwritable`.
 */
export function openDatabase(
  file: string,
  key: Key,
  {
    beforeWriting = () => {},
    saveCopy = () => ok(null),
    mostProven = Number.POSITIVE_INFINITY,
    steps = migrations,
  }: Opening = {},
): Result<OpenDatabase, AppError> {
  let db: Database.Database | undefined;
  try {
    const notOurs = headerProblem(readFileHeader(file), file);
    const refusal = notOurs ?? (hasLog(file) ? look(file, key, steps) : null);
    if (refusal !== null) return err(refusal);
    db = connect(file, key);
    const second = refuse(db, file, steps);
    if (second !== null) {
      db.close();
      return err(second);
    }
    makePrivate(file);
    const writable = db as unknown as WritableDb;
    beforeWriting(writable);
    const seal = createSeal(writable, key);
    if (schemaVersion(writable) < steps.length) {
      const copied = saveCopy(writable);
      if (!copied.ok) {
        db.close();
        return copied;
      }
      const wasIntact = seal.isIntact();
      migrate(writable, createCipher(key), steps);
      if (wasIntact) seal.make();
    }
    const isProven = seal.rows() <= mostProven;
    const isIntact = isProven ? seal.isIntact() : seal.isAuthentic();
    seal.keep();
    if (!isIntact) seal.spoil();
    return ok({ db: writable, seal, isIntact, isProven });
  } catch (error) {
    db?.close();
    return err(databaseError(error, file));
  }
}

/** An in-memory workspace, for tests. */
export function openInMemory(): WritableDb {
  const db = connectInMemory() as unknown as WritableDb;
  migrateEmpty(db);
  return db;
}

/** Why a file with this header isn't a workspace, or null. */
export function headerProblem(header: FileHeader, file: string): AppError | null {
  const detail = { file };
  if (header.kind === 'workspace') return null;
  if (header.kind === 'other') {
    return appError('database/not-ours', { detail: { ...detail, what: header.what } });
  }
  if (header.kind === 'empty') return appError('database/empty', { detail });
  if (header.kind === 'plain-sqlite') return appError('database/not-encrypted', { detail });
  return appError('database/damaged', { detail });
}

/** Only for a file that is ours. SQLite gave the files beside it the mode of the main file. */
function makePrivate(file: string): void {
  if ((statSync(file).mode & 0o777) === 0o600) return;
  for (const path of filesOf(file)) if (existsSync(path)) chmodSync(path, 0o600);
}

/** Whether there is something that a writing connection would write into the file. */
function hasLog(file: string): boolean {
  return [walOf(file), journalOf(file)].some(
    (path) => (statSync(path, { throwIfNoEntry: false })?.size ?? 0) > 0,
  );
}

/**
 * A first look through a read-only connection: a writing one would, on closing, write a killed
 * program's WAL into its file.
 */
function look(file: string, key: Key, steps: readonly Migration[]): AppError | null {
  let db: Database.Database | undefined;
  try {
    db = connect(file, key, { readonly: true });
    return refuse(db, file, steps);
  } catch (error) {
    // Without its index, a WAL can only be read by a connection that may create one.
    if (error instanceof Database.SqliteError && /READONLY|CANTOPEN/.test(error.code)) return null;
    throw error;
  } finally {
    db?.close();
  }
}

/** Why this program must not touch the file, or null. */
function refuse(db: Database.Database, file: string, steps: readonly Migration[]): AppError | null {
  const version = schemaVersion(db);
  const known = steps.length;
  if (version > known) return appError('database/newer', { detail: { file, version, known } });
  const isOurs = db.pragma('application_id', { simple: true }) === APPLICATION_ID;
  if (isOurs && version > 0 && isKnownSchema(db, steps.slice(0, version))) return null;
  return appError('database/not-ours', { detail: { file } });
}
