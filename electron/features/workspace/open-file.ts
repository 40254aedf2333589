import { existsSync, rmSync, statSync, truncateSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { type FileGuard, guardFile } from '../../base/database/file-guard.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { Reserve } from '../../base/database/reserve.ts';
import { saveCopy, saveFromFiles } from '../../base/database/save-copy.ts';
import { asideName } from '../../base/database/set-aside.ts';
import { shmOf, walOf } from '../../base/database/wal-pages.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { type HeldKeys, type HeldKeysOptions, holdKeys } from './held-keys.ts';
import { sideFileOf } from './key-places.ts';

/** Where a copy of the file is kept while it is open: the state its WAL belongs to. */
export const openCopyOf = (home: string, id: WorkspaceId): string => join(home, 'open', id);

/** Where disk space is reserved for the log: on the workspace's disk, if possible in `home`. */
export function reserveOf(home: string, file: string, id: WorkspaceId): string {
  return deviceOf(home) === deviceOf(dirname(file))
    ? join(home, 'reserve', id)
    : reserveBeside(file);
}

export const reserveBeside = (file: string): string => `${file}-reserve`;

function deviceOf(folder: string): number | undefined {
  return statSync(folder, { throwIfNoEntry: false })?.dev;
}

/** The file of an open workspace: its key slots, its guard, and how it is closed. */
export interface OpenFile {
  /** What connections open: the workspace file, or a copy of it if it is read-only. */
  readonly path: string;
  readonly keys: HeldKeys;
  readonly guard: FileGuard;
  /** Whether the file was not closed properly the last time. */
  readonly wasUnclean: boolean;
  /** Whether there is only room left for the log. */
  isDiskFull(): boolean;
  /** Saves the open workspace as another file, even if its own file is gone or was overwritten. */
  save(target: string): Result<null, AppError>;
  /** The person has saved the open workspace: it needn't be saved again on closing. */
  markSaved(): void;
  /**
   * Closes the database. If the file isn't ours any more, the workspace is saved under another name
   * first, and nothing is written into the file.
   *
   * @returns where the workspace was saved, or null if not under another name.
   */
  close(): string | null;
}

export interface OpenFileOptions extends HeldKeysOptions {
  readonly reserve: Reserve;
  readonly onTrouble: () => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Must be called before anything is written. Throws what `holdKeys` throws. */
export function holdOpenFile(db: WritableDb, options: OpenFileOptions): OpenFile {
  const { home, file, block, dataKey, reserve, report, now, onTrouble } = options;
  const wasUnclean = existsSync(sideFileOf(file));
  const keys = holdKeys(options);
  const copyTo = openCopyOf(home, block.id);
  const guard = guardFile(db, { file, copyTo, reserve, onTrouble, report });
  const wal = walOf(file);
  const ownWal = inodeOf(wal);

  function save(target: string): Result<null, AppError> {
    const saved = { target, key: dataKey, trailer: keys.bytes() };
    // Another program overwrote parts of the file, so reads through it are inconsistent.
    return guard.trouble() === 'overwritten' && guard.copy !== null
      ? saveFromFiles(guard.copy, wal, saved)
      : saveCopy(db, saved);
  }

  /** Next to the file, or in the data directory if its folder is missing too. */
  function saveAside(): string | null {
    for (const folder of [dirname(file), join(home, 'set-aside')]) {
      try {
        if (folder !== dirname(file)) makeFolderNow(folder);
        const aside = asideName(file, now(), folder);
        if (save(aside).ok) return aside;
      } catch (error) {
        report(error);
      }
    }
    return null;
  }

  let isSaved = false;

  /** Closes without writing anything of ours into a file that isn't ours. */
  function leave(): string | null {
    const aside = isSaved ? null : saveAside();
    if (aside === null && !isSaved) {
      // Its WAL stays beside it, and is set aside when the file is opened next.
      keys.letGo();
      report(new Error('The open workspace could not be saved'));
      guard.end('left');
      return null;
    }
    const isOurs = ownWal !== null && inodeOf(wal) === ownWal;
    // On closing, SQLite would write the WAL into the file.
    if (isOurs) truncateSync(wal, 0);
    try {
      db.close();
    } finally {
      keys.letGo();
      guard.end('clean');
    }
    if (isOurs) for (const path of [wal, shmOf(file)]) rmSync(path, { force: true });
    return aside;
  }

  return {
    path: file,
    keys,
    guard,
    wasUnclean,
    isDiskFull() {
      // There may be free space again.
      if (reserve.isReleased()) reserve.keep();
      return reserve.isReleased();
    },
    save,
    markSaved() {
      isSaved = true;
    },
    close() {
      if (guard.trouble() !== null) return leave();
      try {
        keys.closeWith(db);
      } finally {
        guard.end(existsSync(wal) ? 'left' : 'clean');
      }
      return null;
    },
  };
}

function inodeOf(path: string): bigint | null {
  return statSync(path, { bigint: true, throwIfNoEntry: false })?.ino ?? null;
}
