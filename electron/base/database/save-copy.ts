import { closeSync, copyFileSync, existsSync, openSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../crypto/key.ts';
import { giveName } from '../disk/move-file.ts';
import { syncFolderNow } from '../disk/sync-folder.ts';
import { temporaryBeside } from '../disk/temporary-file.ts';
import { connect } from './connect.ts';
import { checkpoint, type ReadableDb, type WritableDb } from './database.ts';
import { databaseError } from './database-error.ts';
import { readFileHeader } from './file-header.ts';
import { endWith, pageCount } from './trailer.ts';
import { shmOf, walOf } from './wal-pages.ts';

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
  return inTemporaryFile(saved, (temporary) => {
    // SQLite accepts an existing empty file and keeps its mode.
    closeSync(openSync(temporary, 'wx', 0o600));
    db.prepare('VACUUM INTO ?').run(temporary);
  });
}

/** The same for a file and its WAL that no database has open. */
export function saveFromFiles(file: string, wal: string, saved: SavedCopy): Result<null, AppError> {
  return inTemporaryFile(saved, (temporary) => {
    closeSync(openSync(temporary, 'wx', 0o600));
    copyFileSync(file, temporary);
    if (existsSync(wal)) copyFileSync(wal, walOf(temporary));
  });
}

/** A database's file and those that SQLite may keep beside it. */
export const filesOf = (file: string): readonly string[] => [
  file,
  walOf(file),
  shmOf(file),
  `${file}-journal`,
];

function inTemporaryFile(
  { target, key, trailer, temporary = temporaryBeside(target), check = checkAll }: SavedCopy,
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

function checkAll(copy: WritableDb): void {
  const checked = copy.pragma('integrity_check(1)', { simple: true });
  if (checked !== 'ok') throw new Error(`The copy is damaged: ${String(checked)}`);
}

type Finished = Required<Pick<SavedCopy, 'key' | 'trailer' | 'check'>>;

/** Checks the copy and appends its key slots, synced to the disk. */
function finish(file: string, { key, trailer, check }: Finished): void {
  const db = connect(file, key) as unknown as WritableDb;
  let pages: number;
  try {
    check(db);
    checkpoint(db, 'TRUNCATE');
    pages = pageCount(db);
  } finally {
    db.close();
  }
  if (readFileHeader(file).kind !== 'workspace') throw new Error('The copy isn’t encrypted');
  endWith(file, pages, trailer);
}
