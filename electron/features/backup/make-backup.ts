import { chmodSync, existsSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { BackupReason } from '../../../shared/domain/backup.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { gaveUp, type Steps, type Work } from '../../base/context/jobs.ts';
import { databaseError } from '../../base/database/database-error.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { temporaryBeside } from '../../base/disk/temporary-file.ts';
import { copySteps } from '../workspace/copying.ts';
import { workspaceName } from '../workspace/files.ts';
import type { Session } from '../workspace/session.ts';
import { backupName } from './names.ts';
import { backupsOf, listBackups, prune } from './places.ts';
import type { BackupStates } from './state.ts';

export interface BackupMaker {
  readonly home: string;
  readonly states: BackupStates;
}

/**
 * Makes a backup: a copy of the whole workspace in one file, checked and flushed to disk before it
 * gets its name, so a killed process never leaves a partial backup. Then old ones are deleted.
 *
 * @param file the workspace.
 */
export function backupWork(
  { home, states }: BackupMaker,
  open: Session,
  file: string,
  reason: BackupReason,
): Work<'backup'> {
  const { id, context } = open;
  return async function* make(signal) {
    const { at, target } = freePlace(
      backupsOf(home, id),
      workspaceName(file),
      context.now(),
      reason,
    );
    const saved = yield* save(open, file, target, home, signal);
    if (!saved.ok) {
      if (signal.aborted) return gaveUp;
      states.change(id, { error: saved.error });
      return saved;
    }
    states.change(id, { succeededAt: at, error: null });
    prune(listBackups(backupsOf(home, id), id, 'home', file), target);
    const folderError = await copyToFolder(states, open, file, target, signal);
    return ok({ file: target, at, bytes: statSync(target).size, folderError });
  };
}

/** Where to back up a workspace that isn't open yet. Throws if the folder can't be created. */
export function backupPlace(
  { home, id, file }: { readonly home: string; readonly id: WorkspaceId; readonly file: string },
  now: number,
  reason: BackupReason,
): string {
  const folder = backupsOf(home, id);
  makeFolderNow(folder);
  return freePlace(folder, workspaceName(file), now, reason).target;
}

/** Names have whole seconds, so a second backup within one second gets the next second. */
function freePlace(folder: string, name: string, now: number, reason: BackupReason) {
  for (let at = now; ; at += 1000) {
    const target = join(folder, backupName({ name, at, reason }));
    if (!existsSync(target)) return { at, target };
  }
}

async function* save(
  open: Session,
  file: string,
  target: string,
  home: string,
  signal: AbortSignal,
): Steps<Result<null, AppError>> {
  try {
    makeFolderNow(backupsOf(home, open.id));
  } catch (error) {
    return err(databaseError(error, target));
  }
  return yield* copySteps(open, file, target, signal);
}

/** @returns why it isn't in the second folder, or null. Never throws. */
export async function copyToFolder(
  states: BackupStates,
  open: Session,
  file: string,
  backup: string,
  signal?: AbortSignal,
): Promise<AppError | null> {
  const { id, context } = open;
  const { folder } = states.get(id);
  if (folder === null || signal?.aborted === true) return null;
  const error = await copied(open, folder, backup, signal);
  if (error?.code === 'workspace/locked' || error?.code === 'call/cancelled') return null;
  if (error === null) {
    states.change(id, { folderSucceededAt: context.now(), folderError: null });
    try {
      prune(listBackups(folder, id, 'folder', file), join(folder, basename(backup)));
    } catch {
      // One extra backup does no harm.
    }
  } else states.change(id, { folderError: error });
  return error;
}

async function copied(
  open: Session,
  folder: string,
  backup: string,
  signal?: AbortSignal,
): Promise<AppError | null> {
  const to = join(folder, basename(backup));
  try {
    // If a USB stick isn't mounted, its path must not be created as a folder on this disk.
    if (!statSync(folder).isDirectory()) return appError('backup/folder-missing');
  } catch {
    return appError('backup/folder-missing', { detail: { file: folder } });
  }
  const task = { kind: 'copy-file', from: backup, to, temporary: temporaryBeside(to) } as const;
  const done = await open.run(task, signal && { signal });
  if (!done.ok) return done.error.code === 'workspace/exists' ? null : done.error;
  try {
    chmodSync(to, 0o600);
  } catch {
    // The file system has no modes.
  }
  return null;
}
