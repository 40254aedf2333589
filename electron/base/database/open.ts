import { chmodSync, closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WritableDb } from './database.ts';
import { APPLICATION_ID, migrate, newestVersion } from './migrate.ts';

/**
 * Opens a workspace file, making it if there is none, and brings it to the newest schema.
 *
 * @param file a path, or `:memory:`.
 * @returns the open database, or `database/not-ours`, `database/newer` (the file is of a newer
 *   program and stays untouched), `database/damaged`, `database/busy` or `file/unwritable`.
 */
export function openDatabase(file: string): Result<WritableDb, AppError> {
  let db: Database.Database | undefined;
  try {
    if (file !== ':memory:') {
      const refusal = existsSync(file) ? look(file) : null;
      if (refusal !== null) return err(refusal);
      makePrivate(file);
    }
    db = new Database(file);
    const refusal = refuse(db, file);
    if (refusal !== null) {
      db.close();
      return err(refusal);
    }
    configure(db);
    const writable = db as unknown as WritableDb;
    migrate(writable);
    return ok(writable);
  } catch (error) {
    db?.close();
    return err(databaseError(error, file));
  }
}

/**
 * A first look that can write nothing: a connection that can would on closing write the WAL of a
 * program that was killed into its file.
 */
function look(file: string): AppError | null {
  let db: Database.Database | undefined;
  try {
    db = new Database(file, { readonly: true });
    return refuse(db, file);
  } catch (error) {
    // Killed while the very first page was written: only a connection that writes can put it right.
    if (error instanceof Database.SqliteError && /READONLY|CANTOPEN/.test(error.code)) return null;
    throw error;
  } finally {
    db?.close();
  }
}

/** SQLite creates files 0644 less the umask, and gives its WAL the mode of the main file. */
function makePrivate(file: string): void {
  if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
  chmodSync(file, 0o600);
}

/** Why this program must keep its hands off the file, or null. */
export function refuse(
  db: Pick<Database.Database, 'pragma' | 'prepare'>,
  file: string,
): AppError | null {
  const applicationId = db.pragma('application_id', { simple: true });
  const version = db.pragma('user_version', { simple: true });
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  if (tables === 0 && applicationId === 0) return null;
  if (applicationId !== APPLICATION_ID) return appError('database/not-ours', { detail: { file } });
  if (typeof version === 'number' && version > newestVersion) {
    return appError('database/newer', { detail: { file, version, known: newestVersion } });
  }
  return null;
}

/**
 * `synchronous` is set on every open: better-sqlite3 is compiled to open a WAL database with
 * NORMAL, which loses acknowledged commits when the power goes.
 */
function configure(db: Database.Database): void {
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('foreign_keys = ON');
  db.pragma('secure_delete = ON');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('busy_timeout = 2000');
}

/** What SQLite says, as an error of ours; a defect of ours is thrown on. */
export function databaseError(error: unknown, file: string): AppError {
  const detail = { file };
  if (error instanceof Database.SqliteError) {
    const kind = error.code.split('_')[1] ?? '';
    if (kind === 'FULL') return appError('file/disk-full', { detail });
    if (kind === 'BUSY' || kind === 'LOCKED') return appError('database/busy', { detail });
    if (kind === 'READONLY') return appError('database/read-only', { detail });
    if (kind === 'CORRUPT' || kind === 'NOTADB') return appError('database/damaged', { detail });
    if (kind === 'CANTOPEN' || kind === 'IOERR' || kind === 'PERM') {
      return appError('file/unwritable', { detail });
    }
  }
  if (isSystemError(error)) {
    if (error.code === 'ENOSPC') return appError('file/disk-full', { detail });
    return appError('file/unwritable', { detail: { file, reason: error.code } });
  }
  throw error;
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && 'syscall' in error && 'code' in error;
}
