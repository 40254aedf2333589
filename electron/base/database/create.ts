import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { Key } from '../crypto/key.ts';
import { syncFolderNow } from '../disk/sync-folder.ts';
import { temporaryBeside } from '../disk/temporary-file.ts';
import { connect } from './connect.ts';
import { inTransaction, truncateWal, type WritableDb } from './database.ts';
import { databaseError } from './database-error.ts';
import { readFileHeader, type WorkspaceId } from './file-header.ts';
import { migrateEmpty } from './migrate.ts';
import { createSeal } from './seal.ts';
import { endWith, pageCount } from './trailer.ts';

export interface NewDatabase<T> {
  readonly id: WorkspaceId;
  readonly key: Key;
  /** What the file ends with. */
  readonly trailer: Uint8Array;
  /** Inserts the first rows, in one transaction. */
  readonly fill: (db: WritableDb) => Result<T, AppError>;
}

/**
 * Creates a workspace file completely or not at all: under a temporary name until everything is on
 * the disk. It is closed afterwards.
 *
 * @returns what `fill` returned, or `workspace/exists`, `file/disk-full` or `file/unwritable`.
 */
export function createDatabase<T>(file: string, made: NewDatabase<T>): Result<T, AppError> {
  const temporary = temporaryBeside(file);
  try {
    // SQLite creates files 0644 less the umask, and gives its WAL the mode of the main file.
    closeSync(openSync(temporary, 'wx', 0o600));
    const filled = fillNew(temporary, made);
    if (!filled.ok) return filled;
    assertEncrypted(temporary, made.id);
    if (existsSync(file)) return err(appError('workspace/exists', { detail: { file } }));
    renameSync(temporary, file);
    syncFolderNow(dirname(file));
    return filled;
  } catch (error) {
    return err(databaseError(error, file));
  } finally {
    for (const ending of ['', '-wal', '-shm']) rmSync(`${temporary}${ending}`, { force: true });
  }
}

function fillNew<T>(file: string, { id, key, trailer, fill }: NewDatabase<T>): Result<T, AppError> {
  const db = connect(file, key, { create: id }) as unknown as WritableDb;
  let filled: Result<T, AppError>;
  let pages: number;
  try {
    migrateEmpty(db);
    createSeal(db, key).make();
    filled = inTransaction(db, () => fill(db));
    truncateWal(db);
    pages = pageCount(db);
  } finally {
    db.close();
  }
  if (filled.ok) endWith(file, pages, trailer);
  return filled;
}

/** Without a key, the engine would silently write plain text. */
function assertEncrypted(file: string, id: WorkspaceId): void {
  const header = readFileHeader(file);
  if (header.kind === 'workspace' && header.id === id) return;
  throw new Error(`The new file isn’t encrypted: ${header.kind}`);
}
