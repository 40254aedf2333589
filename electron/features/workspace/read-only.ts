import { randomUUID } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ReadOnlyReason } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import type { FileGuard } from '../../base/database/file-guard.ts';
import { type OpenDatabase, openDatabase } from '../../base/database/open.ts';
import { saveCopy } from '../../base/database/save-copy.ts';
import { hasForeignWal } from '../../base/database/set-aside.ts';
import { walOf } from '../../base/database/wal-pages.ts';
import { isRunning } from '../../base/disk/temporary-file.ts';
import type { HeldKeys } from './held-keys.ts';
import type { OpenFile } from './open-file.ts';
import type { Unlocked } from './unlock.ts';

/** For owner, group and others. */
const MAY_WRITE = 0o222;
/** Copying is retried if the file is written to meanwhile. */
const ATTEMPTS = 3;

/**
 * Why a workspace file must not be written to, or null. A file without any write permission stays
 * unchanged even if we could write to it, as root can. Throws what the system says.
 */
export function readOnlyReason(file: string): ReadOnlyReason | null {
  for (const [path, reason] of [[file, 'file'] as const, [dirname(file), 'folder'] as const]) {
    const refused = refusalToWrite(path);
    if (refused === 'EROFS') return 'disk';
    if (refused !== null || (statSync(path).mode & MAY_WRITE) === 0) return reason;
  }
  return null;
}

function refusalToWrite(path: string): string | null {
  try {
    accessSync(path, constants.W_OK);
    return null;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!['EROFS', 'EACCES', 'EPERM'].includes(code)) throw error;
    return code;
  }
}

export function readOnlyError(why: ReadOnlyReason, file: string): AppError {
  return appError('database/read-only', { detail: { file, why } });
}

/**
 * Opens a copy of a workspace that can't be written to, since SQLite can't read a file with a WAL
 * without creating files beside it. The copy is encrypted, too, and deleted with the session.
 */
export function openReadOnly(
  home: string,
  file: string,
  unlocked: Unlocked,
): Result<{ readonly opened: OpenDatabase; readonly openFile: OpenFile }, AppError> {
  let copy: string;
  try {
    copy = copyToRead(home, file);
  } catch (error) {
    return err(databaseError(error, file));
  }
  const opened = openDatabase(copy, unlocked.dataKey);
  if (!opened.ok) {
    rmSync(dirname(copy), { recursive: true, force: true });
    return err(appError(opened.error.code, { detail: { ...opened.error.detail, file } }));
  }
  const { db } = opened.value;
  // A second barrier: write calls are already refused by name.
  db.pragma('query_only = ON');
  return ok({ opened: opened.value, openFile: readOnlyFile(db, copy, unlocked) });
}

function readOnlyFile(
  db: WritableDb,
  path: string,
  { block, conflict, dataKey }: Unlocked,
): OpenFile {
  const keys: HeldKeys = {
    slots: () => block.slots,
    conflict: () => conflict,
    bytes: () => block.bytes,
    block: () => block,
    change: () => {
      throw new Error('A read-only workspace keeps its key slots');
    },
    refreshTrailer: () => {},
    closeWith: () => void db.close(),
    letGo: () => {},
  };
  return {
    path,
    keys,
    guard: unguarded,
    wasUnclean: false,
    isDiskFull: () => false,
    save(target) {
      // `VACUUM INTO` counts as a write, though not into this file.
      db.pragma('query_only = OFF');
      try {
        return saveCopy(db, { target, key: dataKey, trailer: block.bytes });
      } finally {
        db.pragma('query_only = ON');
      }
    },
    markSaved: () => {},
    close() {
      try {
        db.close();
      } finally {
        rmSync(dirname(path), { recursive: true, force: true });
      }
      return null;
    },
  };
}

/** No other program knows of the copy. */
const unguarded: FileGuard = {
  trouble: () => null,
  copy: null,
  accept: () => {},
  end: () => {},
  beforeWrite: () => {},
  afterCommit: () => false,
  checkpoint: (work) => work(),
  fromReserve: (write) => write(),
};

const copiesIn = (home: string): string => join(home, 'read-only');

/** @returns the copy, in a folder of its own. Throws what the system says. */
function copyToRead(home: string, file: string): string {
  const name = `${process.pid}-${randomUUID()}`;
  try {
    return copyInto(join(copiesIn(home), name), file);
  } catch {
    // The data directory may be on the same read-only disk.
    return copyInto(join(tmpdir(), `latchkey-${name}`), file);
  }
}

function copyInto(folder: string, file: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const copy = join(folder, 'workspace.latchkey');
  try {
    for (let attempt = 1; ; attempt += 1) {
      const before = stateOf(file);
      copyFile(file, copy);
      rmSync(walOf(copy), { force: true });
      const hasWal = (statSync(walOf(file), { throwIfNoEntry: false })?.size ?? 0) > 0;
      if (hasWal && !hasForeignWal(file)) copyFile(walOf(file), walOf(copy));
      if (stateOf(file) === before || attempt === ATTEMPTS) return copy;
    }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

function copyFile(from: string, to: string): void {
  rmSync(to, { force: true });
  copyFileSync(from, to, constants.COPYFILE_FICLONE);
  chmodSync(to, 0o600);
}

function stateOf(file: string): string {
  const states = [file, walOf(file)].map((path) => {
    const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
    return stats === undefined ? '' : `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
  });
  return states.join();
}

/** Removes copies left by processes that were killed. Never throws. */
export function removeOldCopies(home: string): void {
  try {
    for (const name of readdirSync(copiesIn(home))) {
      if (isRunning(Number(name.split('-')[0]))) continue;
      rmSync(join(copiesIn(home), name), { recursive: true, force: true });
    }
  } catch {
    // There are none, or the next start removes them.
  }
}
