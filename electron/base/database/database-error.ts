import Database from 'better-sqlite3';
import { type AppError, appError } from '../../../shared/errors.ts';

/** Carries one of our errors out of code that can't return one. */
export class RefusedError extends Error {
  readonly error: AppError;

  constructor(error: AppError) {
    super(error.code);
    this.error = error;
  }
}

/** Whether something failed for lack of space: SQLite's `-shm` file reports it in its own way. */
export function isDiskFull(error: unknown): boolean {
  if (error instanceof RefusedError) return error.error.code === 'file/disk-full';
  if (error instanceof Database.SqliteError) {
    return error.code === 'SQLITE_FULL' || error.code === 'SQLITE_IOERR_SHMSIZE';
  }
  return isSystemError(error) && error.code === 'ENOSPC';
}

/** Turns an error of SQLite or the system into one of ours; rethrows our own defects. */
export function databaseError(error: unknown, file: string): AppError {
  const detail = { file };
  if (error instanceof RefusedError) return error.error;
  if (error instanceof Database.SqliteError) {
    if (isDiskFull(error)) return appError('file/disk-full', { detail });
    const kind = error.code.split('_')[1] ?? '';
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
