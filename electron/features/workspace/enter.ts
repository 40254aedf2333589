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
  /** Called once the workspace is open. */
  readonly entered: (how: SignIn) => void;
}

/** Opens the current workspace with one of its unlock methods. */
export function signIn(how: SignIn, entering: Entering): Promise<Result<null, AppError>> {
  const { front, throttleOf } = entering;
  // A keyring can't be guessed, and may prompt first: other attempts don't wait for the prompt.
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
  /** Kept across retries: `begin` may run its work again on a full disk. */
  let failedBefore: number | null = null;
  try {
    for (const unlocked of found) {
      const strengthened = await strengthen(unlocked, how, kdfCost);
      // With two sign-ins at once, the first has already opened the workspace.
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
      // After a rotation, `damaged` may only mean that this isn't the file's key: try the next.
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
 * Whether the secret opens only slots of an earlier data key: those of a removed person, whose old
 * slots are still on this computer.
 */
function isOutdated(
  begun: Result<null, AppError>,
  found: readonly Unlocked[],
  [newest]: readonly FoundBlock[],
): boolean {
  if (begun.ok || begun.error.code !== 'database/damaged' || newest === undefined) return false;
  return found.every(({ dataKey }) => !isAuthentic(newest, dataKey));
}

/** Adds how much of the file is damaged, if that can be counted. */
function howDamaged(file: string, found: readonly Unlocked[]): AppError {
  const error = appError('database/damaged', { detail: { file } });
  try {
    for (const { dataKey } of found) {
      const count = countDamaged(file, dataKey);
      if (count !== null) return appError('database/damaged', { detail: { file, ...count } });
    }
  } catch {
    // Not even countable: report plain damage.
  }
  return error;
}
