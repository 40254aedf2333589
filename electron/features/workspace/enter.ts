import type { SignIn } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Shell } from '../../base/context/shell.ts';
import type { KdfCost } from '../../base/crypto/kdf.ts';
import { countDamaged } from '../../base/database/raw/count-damaged.ts';
import type { Front } from './front.ts';
import { isAuthentic } from './key-block.ts';
import type { FoundBlock } from './key-places.ts';
import { withSlot } from './key-slots.ts';
import { writeUse } from './methods.ts';
import { damaged, fieldOf, noKeyring, unusable } from './refusals.ts';
import type { Throttle } from './throttle.ts';
import { strengthen, type Unlocked, unlock, uselessness } from './unlock.ts';

export interface Entering {
  readonly front: Front;
  readonly shell: Shell;
  readonly kdfCost: KdfCost;
  readonly throttleOf: (file: string) => Throttle;
  /** Told once it is open. */
  readonly entered: (how: SignIn) => void;
}

/** Opens the workspace in front by one of its unlock methods. */
export function signIn(how: SignIn, entering: Entering): Promise<Result<null, AppError>> {
  const { front, throttleOf } = entering;
  // A keyring isn't guessed, and may ask a person first: others don't wait for that.
  if (how.with === 'keyring') return openBy(how, entering);
  return throttleOf(front.list.current()).inTurn(() => openBy(how, entering));
}

async function openBy(
  how: SignIn,
  { front, shell, kdfCost, throttleOf, entered }: Entering,
): Promise<Result<null, AppError>> {
  await front.closed();
  if (front.session() !== null) return ok(null);
  const file = front.list.current();
  const wrong = (): Result<null, AppError> => {
    if (how.with === 'keyring') return noKeyring;
    throttle.failed();
    return err(appError('workspace/wrong', { field: fieldOf[how.with] }));
  };
  const throttle = throttleOf(file);
  const refusal = how.with === 'keyring' ? null : throttle.refusal();
  if (refusal !== null) return err(refusal);
  const { blocks, problem } = front.inspect(file);
  if (problem !== null) return err(problem);
  const useless = uselessness(blocks, how.with);
  if (useless !== null) return how.with === 'keyring' ? noKeyring : err(unusable[useless]);
  const found = await unlock(blocks, how, shell, front.list.methodOf(file));
  if (found.length === 0) {
    return wrong();
  }
  let begun: Result<null, AppError> = damaged(file);
  /** Once: what begins may be tried again on a full disk. */
  let failedBefore: number | null = null;
  try {
    for (const unlocked of found) {
      const strengthened = await strengthen(unlocked, how, kdfCost);
      // Two sign-ins at once: the first has opened it.
      if (front.session() !== null) return ok(null);
      begun = front.begin(file, unlocked, ({ db, at, activity, keys, standing, isReadOnly }) => {
        const seen = standing === 'same' ? {} : { file: standing };
        failedBefore ??= throttle.succeeded();
        const detail = { with: how.with, failedBefore, ...seen };
        activity.record({ kind: 'workspace/signed-in', subject: '', detail });
        if (isReadOnly) return ok(null);
        writeUse(db, unlocked.method, at);
        if (strengthened !== null) keys.change(withSlot(keys.slots(), strengthened));
        return ok(null);
      });
      // Another key's, from before a rotation or after one that was interrupted.
      if (begun.ok || begun.error.code !== 'database/damaged') break;
    }
    if (isOutdated(begun, found, blocks)) return wrong();
    if (!begun.ok && begun.error.code === 'database/damaged') begun = err(howDamaged(file, found));
  } finally {
    const kept = front.session()?.dataKey;
    for (const { dataKey } of found) if (dataKey !== kept) dataKey.wipe();
  }
  if (begun.ok) entered(how);
  await front.ready();
  return begun;
}

/**
 * Whether what was typed opens nothing but slots of a data key that the file no longer has: of one
 * who was removed, whose old slots still lie on this computer.
 */
function isOutdated(
  begun: Result<null, AppError>,
  found: readonly Unlocked[],
  [newest]: readonly FoundBlock[],
): boolean {
  if (begun.ok || begun.error.code !== 'database/damaged' || newest === undefined) return false;
  return found.every(({ dataKey }) => !isAuthentic(newest, dataKey));
}

/** Says how much of the file is damaged, if it is the file that is. */
function howDamaged(file: string, found: readonly Unlocked[]): AppError {
  const error = appError('database/damaged', { detail: { file } });
  try {
    for (const { dataKey } of found) {
      const count = countDamaged(file, dataKey);
      if (count !== null) return appError('database/damaged', { detail: { file, ...count } });
    }
  } catch {
    // Not even that can be read: it stays what it was called.
  }
  return error;
}
