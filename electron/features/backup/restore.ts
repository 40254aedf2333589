import { existsSync, linkSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import type { JobProgress } from '../../../shared/domain/job.ts';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Key } from '../../base/crypto/key.ts';
import { checkpoint } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { RunOnFile } from '../../base/database/file-task.ts';
import { holdFile } from '../../base/database/hold.ts';
import { baseRecordOf } from '../../base/database/page-marks.ts';
import { asideName } from '../../base/database/set-aside.ts';
import { endWith, pageCount } from '../../base/database/trailer.ts';
import { shmOf, walOf } from '../../base/database/wal-pages.ts';
import { copyWhole } from '../../base/disk/move-file.ts';
import { syncFolderNow } from '../../base/disk/sync-folder.ts';
import { temporaryBeside } from '../../base/disk/temporary-file.ts';
import { type KeyBlock, makeBlock } from '../workspace/key-block.ts';
import { type Unlocked, unlockTyped } from '../workspace/unlock.ts';
import { forgetWitness } from '../workspace/witness.ts';
import type { OpenedBackup } from './open-backup.ts';

/**
 * The key slots of the restored workspace, and their data key: the current slots if the typed
 * secret opens them too, so that removed unlock methods don't come back; else the backup's own,
 * because otherwise the workspace couldn't be opened.
 *
 * @param known the slots of the current workspace.
 */
export async function slotsFor(
  { id, dataKey, block, method }: OpenedBackup,
  known: readonly KeyBlock[],
  typed: TypedSecret,
): Promise<Unlocked> {
  for (const newer of known.toSorted((a, b) => b.generation - a.generation)) {
    const today = await unlockTyped(newer, typed);
    if (today !== null) return today;
  }
  const generation = Math.max(block.generation, ...known.map((one) => one.generation)) + 1;
  return { dataKey, block: makeBlock(id, generation, block.slots, dataKey), method, conflict: [] };
}

type FinishedCopy = Pick<OpenedBackup, 'id' | 'file' | 'dataKey' | 'opened'>;

export interface Finishing {
  readonly run: RunOnFile;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: JobProgress) => void;
}

/**
 * Closes the copy of a backup; the file is then a complete workspace with these slots, flushed to
 * disk. If the data key was rotated since, the copy gets the new one.
 */
export async function finishCopy(
  { id, file, dataKey: from, opened }: FinishedCopy,
  { dataKey: to, block }: Unlocked,
  finishing: Finishing,
): Promise<Result<null, AppError>> {
  const { db } = opened;
  checkpoint(db, 'TRUNCATE');
  if (!to.equals(from))
    return finishRotated({ id, file, dataKey: from, opened }, to, block, finishing);
  const pages = pageCount(db);
  db.close();
  endWith(file, pages, block.bytes);
  return ok(null);
}

async function finishRotated(
  { id, file, dataKey: from, opened: { db } }: FinishedCopy,
  to: Key,
  { bytes: trailer }: KeyBlock,
  { run, ...options }: Finishing,
): Promise<Result<null, AppError>> {
  const temporary = temporaryBeside(file);
  const task = { kind: 'rotate', temporary, id, trailer } as const;
  try {
    const rotated = await run({ file, key: from }, task, { ...options, to });
    if (!rotated.ok) return rotated;
    db.close();
    renameSync(temporary, file);
    return ok(null);
  } catch (error) {
    return err(databaseError(error, file));
  } finally {
    rmSync(temporary, { force: true });
  }
}

/**
 * Replaces the closed workspace with the finished copy. The old file is kept under another name, so
 * at every moment at least one of the two exists.
 *
 * @returns the old file's new name, or null if there was none.
 */
export function putInPlace(
  home: string,
  id: WorkspaceId,
  copy: string,
  file: string,
  now: number,
): Result<string | null, AppError> {
  const held = holdFile(file);
  if (!held.ok) return held;
  try {
    const aside = asideName(file, now, dirname(file), 'before restoring');
    const isThere = existsSync(file);
    if (isThere && !keepAs(file, aside)) {
      return err(appError('workspace/exists', { detail: { file: aside } }));
    }
    const wal = walOf(file);
    // The old WAL has the same key, so SQLite would replay it into the restored file.
    if ((statSync(wal, { throwIfNoEntry: false })?.size ?? 0) > 0) renameSync(wal, walOf(aside));
    for (const path of [wal, shmOf(file), baseRecordOf(file)]) rmSync(path, { force: true });
    syncFolderNow(dirname(file));
    // Restoring an older state is intended here, so the rollback check must not refuse it.
    forgetWitness(home, id);
    renameSync(copy, file);
    syncFolderNow(dirname(file));
    return ok(isThere ? aside : null);
  } catch (error) {
    return err(databaseError(error, file));
  } finally {
    held.value.release();
  }
}

function keepAs(file: string, aside: string): boolean {
  try {
    linkSync(file, aside);
    return true;
  } catch {
    // The file system has no hard links.
    return copyWhole(file, aside);
  }
}
