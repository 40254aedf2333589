import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { readFileHeader, type WorkspaceId } from '../../base/database/file-header.ts';
import { holdFile, lockOf } from '../../base/database/hold.ts';
import { baseRecordOf } from '../../base/database/page-marks.ts';
import { shmOf, walOf } from '../../base/database/wal-pages.ts';
import { moveFile } from '../../base/disk/move-file.ts';
import { syncFolderNow } from '../../base/disk/sync-folder.ts';
import { removeLeftOvers } from '../../base/disk/temporary-file.ts';
import { mirrorOf, sideFileOf } from './key-places.ts';
import type { WorkspaceList } from './list.ts';
import { openCopyOf, reserveBeside, reserveOf } from './open-file.ts';
import { witnessesOf } from './witness.ts';

/**
 * Moves a workspace that was just closed, and so is a single file. Its slots and its copy in the
 * data directory are found by its id, and stay where they are.
 *
 * @returns `workspace/exists`, `database/busy`, or what the system says.
 */
export function moveWorkspace(
  list: WorkspaceList,
  from: string,
  to: string,
): Result<null, AppError> {
  return holding(from, () => {
    // A WAL means that it wasn't closed properly: moving just the file would lose its changes.
    if (existsSync(walOf(from))) return err(appError('database/busy', { detail: { file: from } }));
    // Recorded first, so that a kill after the move can't leave the old path in the list.
    list.beginMove(from, to);
    let isMoved = false;
    try {
      isMoved = moveFile(from, to);
    } finally {
      if (!isMoved) list.endMove();
    }
    if (!isMoved) return err(appError('workspace/exists', { detail: { file: to } }));
    list.moved(from, to);
    rmSync(reserveBeside(from), { force: true });
    return ok(null);
  });
}

/** Completes a move that a kill interrupted. Must be called before the list is used. */
export function finishMove(list: WorkspaceList): void {
  const move = list.unfinishedMove();
  if (move === null) return;
  const { from, to } = move;
  // An incomplete copy on another file system.
  removeLeftOvers(dirname(to));
  if (existsSync(to) && !existsSync(from)) list.moved(from, to);
  // Both exist: a copy to another file system, which gets its name only once it is complete.
  else if (existsSync(to) && isSame(from, to)) {
    rmSync(from);
    list.moved(from, to);
  } else list.endMove();
}

function isSame(one: string, other: string): boolean {
  try {
    const [a, b] = [readFileHeader(one), readFileHeader(other)];
    return (
      a.kind === 'workspace' && b.kind === 'workspace' && a.id === b.id && !existsSync(walOf(one))
    );
  } catch {
    return false;
  }
}

/** Deletes a workspace that was just closed, with everything that belongs to it on this machine. */
export function deleteWorkspace(
  home: string,
  list: WorkspaceList,
  file: string,
  id: WorkspaceId,
): Result<null, AppError> {
  return holding(file, () => {
    // Before the file: a kill may leave an unlisted file, but never an entry without its file.
    list.forget(file);
    const beside = [walOf(file), shmOf(file), baseRecordOf(file), sideFileOf(file)];
    const rest = [...beside, reserveOf(home, file, id)];
    const inHome = [mirrorOf(home, id), openCopyOf(home, id), ...witnessesOf(home, id)];
    for (const path of [file, ...rest, ...inHome]) rmSync(path, { force: true });
    syncFolderNow(dirname(file));
    return ok(null);
  });
}

function holding(file: string, work: () => Result<null, AppError>): Result<null, AppError> {
  const held = holdFile(file);
  if (!held.ok) return held;
  let done: Result<null, AppError>;
  try {
    done = work();
  } catch (error) {
    done = err(databaseError(error, file));
  } finally {
    held.value.release();
  }
  if (done.ok) rmSync(lockOf(file), { force: true });
  return done;
}
