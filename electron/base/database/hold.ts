import { closeSync, existsSync, openSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** How long one attempt waits for another program, in ms: as long as the database's own. */
const WAIT_MS = 2000;

export const lockOf = (file: string): string => `${file}-lock`;

/** A workspace file that no other Latchkey can open until it is released. */
export interface Hold {
  release(): void;
}

/**
 * Holds a workspace for this program. The workspace's own locks last for one transaction only, and
 * a session caches what it has read, so two programs on one file would work with stale data.
 *
 * The hold is an exclusive lock on an empty SQLite file beside the workspace (`…-lock`). The
 * operating system releases it when the process ends, for any reason: a leftover file means
 * nothing, and a crash needs no cleanup.
 *
 * @returns the hold, or `database/busy`.
 */
export function holdFile(file: string): Result<Hold, AppError> {
  const path = lockOf(file);
  let db: Database.Database | undefined;
  try {
    // Only if missing: closing a file drops all POSIX locks that the process has on it.
    if (!existsSync(path)) closeSync(openSync(path, 'a', 0o600));
    db = new Database(path, { timeout: WAIT_MS });
    db.exec('BEGIN EXCLUSIVE');
    const held = db;
    return ok({ release: () => void held.close() });
  } catch (error) {
    db?.close();
    const isBusy = error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
    if (isBusy) return err(appError('database/busy', { detail: { file } }));
    // The disk is full or read-only: opening the workspace itself reports that more clearly.
    return ok({ release: () => {} });
  }
}
