import { rmSync } from 'node:fs';
import { basename } from 'node:path';
import type { MergeReport } from '../../../shared/domain/merge.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import { gaveUp, type Work } from '../../base/context/jobs.ts';
import { withProgress } from '../../base/context/progress.ts';
import type { Key } from '../../base/crypto/key.ts';
import { changesOf } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { temporaryBeside } from '../../base/disk/temporary-file.ts';
import type { WorkspaceManager } from '../workspace/manager.ts';
import { actorIn } from '../workspace/methods.ts';
import { putRotated } from '../workspace/rotate.ts';
import type { Session } from '../workspace/session.ts';
import { forgetWitness } from '../workspace/witness.ts';

/** The other copy of the workspace, in a file that only this merge uses. */
export interface OtherCopy {
  readonly copy: string;
  readonly dataKey: Key;
  /** The file that the person chose. */
  readonly chosen: string;
}

export interface Merging {
  readonly home: string;
  readonly manager: WorkspaceManager;
  readonly open: Session;
  readonly other: OtherCopy;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** What merging a copy would change. Other calls are answered meanwhile, and may write. */
export function previewCopy(
  open: Session,
  { copy, dataKey: to }: OtherCopy,
): Promise<Result<MergeReport, AppError>> {
  const preview: Work<'merge-preview'> = async function* look(signal) {
    const task = { kind: 'preview-merge', copy } as const;
    const done = yield* withProgress((onProgress) => open.run(task, { to, signal, onProgress }));
    return signal.aborted ? gaveUp : done;
  };
  return open.context.jobs.start('merge-preview', preview).done;
}

/**
 * Merges a copy into the open workspace. A job writes the merged file beside it, while the workspace
 * is read-only; then the workspace is closed and replaced by that file.
 *
 * @returns `workspace/changed` if something was changed meanwhile, `call/cancelled`,
 *   `workspace/locked`, or what `mergeFiles` says: then the workspace stays as it was.
 */
export async function mergeCopy(merging: Merging): Promise<Result<MergeReport, AppError>> {
  const { home, manager, open } = merging;
  const { context, integrity } = open;
  const doubt = integrity.doubt();
  if (doubt?.code === 'seal/altered') return err(doubt);
  if (open.paused !== null) return err(open.paused);
  const temporary = temporaryBeside(manager.list.current());
  open.paused = appError('workspace/merging');
  try {
    const before = changesOf(context.db);
    const merged = await context.jobs.start('merge', writing(merging, temporary)).done;
    if (manager.session() !== open) return err(appError('workspace/locked'));
    if (!merged.ok) return merged;
    // Calls that were already running may have changed something.
    if (changesOf(context.db) !== before) return err(appError('workspace/changed'));
    const isTrusted = integrity.doubt() === null;
    const put = await manager.replace(open, (file) =>
      putMerged(file, temporary, isTrusted ? { home, id: open.id } : null),
    );
    if (!put.ok) return put;
    manager.session()?.integrity.witness();
    return merged;
  } finally {
    open.paused = null;
    rmSync(temporary, { force: true });
  }
}

function writing({ open, other, at }: Merging, temporary: string): Work<'merge'> {
  const { id, keys, method, dataKey } = open;
  return async function* write(signal) {
    const task = {
      kind: 'merge',
      copy: other.copy,
      temporary,
      trailer: keys.bytes(),
      subject: basename(other.chosen),
      at,
      by: actorIn(id, keys, method, dataKey)(),
    } as const;
    const options = { to: other.dataKey, signal };
    const done = yield* withProgress((onProgress) => open.run(task, { ...options, onProgress }));
    return signal.aborted ? gaveUp : done;
  };
}

/** @param witnessed whose witness is forgotten; null for a file in doubt, which must stay so. */
function putMerged(
  file: string,
  temporary: string,
  witnessed: { readonly home: string; readonly id: WorkspaceId } | null,
): Result<null, AppError> {
  try {
    // The merged log is another chain: by its witness, the file would have forked.
    if (witnessed !== null) forgetWitness(witnessed.home, witnessed.id);
  } catch (error) {
    return err(databaseError(error, file));
  }
  return putRotated(file, temporary);
}
