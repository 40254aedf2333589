import { rmSync } from 'node:fs';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NewActivity } from '../../base/context/activity-log.ts';
import { gaveUp, type Work } from '../../base/context/jobs.ts';
import { withProgress } from '../../base/context/progress.ts';
import { Key } from '../../base/crypto/key.ts';
import { changesOf } from '../../base/database/database.ts';
import { temporaryBeside } from '../../base/disk/temporary-file.ts';
import type { Front } from './front.ts';
import { type KeyBlock, makeBlock } from './key-block.ts';
import type { KeySlot } from './key-slots.ts';
import { putRotated } from './rotate.ts';
import type { Session } from './session.ts';
import { resealSlots } from './vault.ts';

export interface Rotating {
  readonly front: Front;
  readonly open: Session;
  /** The only slots that open it afterwards: slots of the open workspace, for the current key. */
  readonly slots: readonly KeySlot[];
  /** What to record in the activity log afterwards. */
  readonly entry: NewActivity;
}

/**
 * Gives the open workspace a new data key. A job writes a new file beside it, while the workspace
 * is read-only; then the workspace is closed and replaced by the new file.
 *
 * @returns `workspace/changed` if something was changed meanwhile, `call/cancelled`,
 *   `workspace/locked`, or what `prepareRotation` says: then the workspace stays as it was.
 */
export async function rotateKey({
  front,
  open,
  slots,
  entry,
}: Rotating): Promise<Result<null, AppError>> {
  const { id, keys, method, context, dataKey } = open;
  const temporary = temporaryBeside(front.list.current());
  const to = Key.random();
  open.paused = appError('workspace/rotating');
  try {
    const resealed = resealSlots(id, slots, dataKey, to);
    const block = makeBlock(id, keys.block().generation + 1, resealed, to);
    const before = changesOf(context.db);
    const job = context.jobs.start('rotate-key', preparing(open, temporary, to, block));
    const prepared = await job.done;
    if (front.session() !== open) return err(appError('workspace/locked'));
    if (!prepared.ok) return prepared;
    // Calls that were already running may have changed something.
    if (changesOf(context.db) !== before) return err(appError('workspace/changed'));
    return await front.whileClosed(
      open,
      entry,
      (file) => {
        const put = putRotated(file, temporary);
        return put.ok ? ok(file) : put;
      },
      { dataKey: to, block, method, conflict: [] },
    );
  } finally {
    open.paused = null;
    if (front.session()?.dataKey !== to) to.wipe();
    rmSync(temporary, { force: true });
  }
}

function preparing(
  open: Session,
  temporary: string,
  to: Key,
  { id, bytes: trailer }: KeyBlock,
): Work<'rotate-key'> {
  return async function* prepare(signal) {
    const task = { kind: 'rotate', temporary, id, trailer } as const;
    const done = yield* withProgress((onProgress) => open.run(task, { to, signal, onProgress }));
    return signal.aborted ? gaveUp : done;
  };
}
