import { closeSync, copyFileSync, existsSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../crypto/key.ts';
import { giveName } from '../disk/move-file.ts';
import { syncFolderNow } from '../disk/sync-folder.ts';
import { temporaryBeside } from '../disk/temporary-file.ts';
import type { ReadableDb, WritableDb } from './database.ts';
import { databaseError } from './database-error.ts';
import { readFileHeader } from './file-header.ts';
import { checkNewFile, copyInto, settleNewFile, withDatabase } from './new-file.ts';
import { endWith } from './trailer.ts';
import { filesOf, walOf } from './wal-pages.ts';

export interface SavedCopy {
  readonly target: string;
  readonly key: Key;
  /** What the file ends with. */
  readonly trailer: Uint8Array;
  /** Its name until it is complete, in the same folder. */
  readonly temporary?: string;
  /** Throws if the copy is damaged. Another one only to measure the rest: the check takes longer. */
  readonly check?: (copy: WritableDb) => void;
}

/**
 * Saves an open database as a separate file: complete and checked, or not at all.
 *
 * @returns `workspace/exists`, `database/damaged`, `file/disk-full` or `file/unwritable`.
 */
export function saveCopy(db: ReadableDb, saved: SavedCopy): Result<null, AppError> {
  return inTemporaryFile(saved, (temporary) => copyInto(db, temporary));
}

/** The same for a file and its WAL that no database has open. */
export function saveFromFiles(file: string, wal: string, saved: SavedCopy): Result<null, AppError> {
  return inTemporaryFile(saved, (temporary) => {
    closeSync(openSync(temporary, 'wx', 0o600));
    copyFileSync(file, temporary);
    if (existsSync(wal)) copyFileSync(wal, walOf(temporary));
  });
}

function inTemporaryFile(
  { target, key, trailer, temporary = temporaryBeside(target), check = checkNewFile }: SavedCopy,
  write: (temporary: string) => void,
): Result<null, AppError> {
  const folder = dirname(target);
  const taken = err(appError('workspace/exists', { detail: { file: target } }));
  try {
    if (existsSync(target)) return taken;
    write(temporary);
    finish(temporary, { key, trailer, check });
    if (!giveName(temporary, target)) return taken;
    syncFolderNow(folder);
    return ok(null);
  } catch (error) {
    return err(databaseError(error, target));
  } finally {
    for (const path of filesOf(temporary)) rmSync(path, { force: true });
  }
}

type Finished = Required<Pick<SavedCopy, 'key' | 'trailer' | 'check'>>;

/** Checks the copy and appends its key slots, synced to the disk. */
function finish(file: string, { key, trailer, check }: Finished): void {
  const pages = withDatabase(file, key, (db) => settleNewFile(db as unknown as WritableDb, check));
  if (readFileHeader(file).kind !== 'workspace') throw new Error('The copy isn’t encrypted');
  endWith(file, pages, trailer);
}
