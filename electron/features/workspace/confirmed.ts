import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import { type KeySlot, slotOf } from './key-slots.ts';
import type { WorkspaceManager } from './manager.ts';
import type { Session } from './session.ts';
import { openSlot, type TypedKind } from './vault.ts';

export type Confirmed = ReturnType<typeof createConfirmed>;

/** The slot that `typed` opens, or null. Tries the slot in use first, as the likeliest. */
async function openedBy(
  { id, keys, method }: Session,
  typed: TypedSecret,
  kinds: readonly TypedKind[],
): Promise<KeySlot | null> {
  const inUse = slotOf(keys.slots(), method);
  for (const slot of new Set([...(inUse ? [inUse] : []), ...keys.slots()])) {
    if (!kinds.some((kind) => kind === slot.kind)) continue;
    const opened = await openSlot(id, slot, typed);
    opened?.wipe();
    if (opened !== null) return slot;
  }
  return null;
}

/** Runs `work` with the open workspace after the person has entered their secret again. */
export function createConfirmed(manager: WorkspaceManager) {
  return async function confirmed<T>(
    typed: TypedSecret,
    kinds: readonly TypedKind[],
    field: string,
    work: (open: Session, slot: KeySlot) => Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    const locked = err(appError('workspace/locked'));
    const open = manager.session();
    if (open === null) return locked;
    const throttle = manager.throttle();
    return throttle.inTurn(async () => {
      const refusal = throttle.refusal(field);
      if (refusal !== null) return err(refusal);
      const slot = await openedBy(open, typed, kinds);
      if (slot === null) {
        throttle.failed();
        return err(appError('workspace/wrong', { field }));
      }
      throttle.succeeded();
      if (manager.session() !== open) return locked;
      manager.presence.shown();
      return work(open, slot);
    });
  };
}
