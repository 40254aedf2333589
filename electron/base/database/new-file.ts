import { closeSync, openSync, rmSync } from 'node:fs';
import type { JobProgress } from '../../../shared/domain/job.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Key } from '../crypto/key.ts';
import { type Connection, type ConnectOptions, connect } from './connect.ts';
import { checkpoint, type ReadableDb, type WritableDb } from './database.ts';
import { databaseError } from './database-error.ts';
import { pageCount } from './trailer.ts';
import { filesOf } from './wal-pages.ts';

/**
 * Writes a file that is to replace another one under a temporary name: all of it, or nothing is left.
 * What SQLite keeps beside it is removed in either case.
 *
 * @returns what `write` returns, or what the system says.
 */
export function writeNewFile<T>(
  temporary: string,
  write: () => Result<T, AppError>,
): Result<T, AppError> {
  let written: Result<T, AppError>;
  try {
    written = write();
  } catch (error) {
    written = err(databaseError(error, temporary));
  } finally {
    for (const path of filesOf(temporary).slice(1)) rmSync(path, { force: true });
  }
  if (!written.ok) rmSync(temporary, { force: true });
  return written;
}

/** Copies an open database without its free pages to a file that only its owner reads. */
export function copyInto(db: ReadableDb, file: string): void {
  // SQLite accepts an existing empty file and keeps its mode.
  closeSync(openSync(file, 'wx', 0o600));
  db.prepare('VACUUM INTO ?').run(file);
}

/** Throws if SQLite finds anything wrong with a new file. */
export function checkNewFile(db: WritableDb): void {
  const checked = db.pragma('integrity_check(1)', { simple: true });
  if (checked !== 'ok') throw new Error(`The new file is damaged: ${String(checked)}`);
}

/** Checks a new file and moves its WAL into it. @returns how many pages it has. */
export function settleNewFile(db: WritableDb, check = checkNewFile): number {
  check(db);
  checkpoint(db, 'TRUNCATE');
  return pageCount(db);
}

/** Runs `work` on a connection that is closed afterwards. */
export function withDatabase<T>(
  file: string,
  key: Key,
  work: (db: Connection) => T,
  options: ConnectOptions = {},
): T {
  const db = connect(file, key, options);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

/** Steps of work on a whole file, to be counted one by one. */
export interface FileSteps {
  readonly onRow: () => void;
  /** Called for what isn't counted in rows, such as copying or checking the file. */
  readonly onFile: () => void;
}

/** Counts rows; all steps on the whole file together count as much as all rows. */
export function countSteps(
  of: { readonly rows: number; readonly wholeFileSteps: number },
  onProgress: (progress: JobProgress) => void,
): FileSteps {
  const share = Math.max(1, Math.ceil(of.rows / of.wholeFileSteps));
  const total = of.rows + of.wholeFileSteps * share;
  let done = 0;
  const step = (by: number) => (): void => {
    done += by;
    onProgress({ done: Math.min(done, total), total });
  };
  return { onRow: step(1), onFile: step(share) };
}
