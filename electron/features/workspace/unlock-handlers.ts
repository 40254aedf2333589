import type { UnlockMethodId } from '../../../shared/domain/ids.ts';
import { typedSecret } from '../../../shared/domain/passphrase.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NewActivity } from '../../base/context/activity-log.ts';
import { inTransaction, type WritableDb } from '../../base/database/database.ts';
import { writeRecoveryCodeKept } from '../settings/repository.ts';
import type { Confirmed } from './confirmed.ts';
import type { WorkspaceHandlers } from './handlers.ts';
import { TooManySlots } from './key-block.ts';
import { type KeySlot, MOST_SLOTS, slotOf, withoutSlot, withSlot } from './key-slots.ts';
import type { WorkspaceManager } from './manager.ts';
import { factsOf, sealFacts } from './method.ts';
import { methodsOf } from './methods.ts';
import { newRecoveryCode } from './recovery-code.ts';
import type { Session } from './session.ts';
import { type NewMethod, type TypedKind } from './vault.ts';

type UnlockChannel = `workspace:${
  | 'change-passphrase'
  | 'new-recovery-code'
  | 'rotate-key'
  | 'set-keyring'
  | 'methods'
  | 'add-method'
  | 'rename-method'
  | 'remove-method'
  | 'confirm'}`;

const locked = err(appError('workspace/locked'));
const missing = err(appError('method/missing'));
const tooMany = err(appError('method/too-many', { detail: { most: MOST_SLOTS } }));

/** Changes the unlock methods, and erases old slots, which would still open a copy of the file. */
function changeSlots(
  { context: { db, activity }, keys }: Session,
  entry: NewActivity,
  slots: readonly KeySlot[],
  alsoWrite: (db: WritableDb) => void = () => {},
): Result<null, AppError> {
  if (slots.length > MOST_SLOTS) return tooMany;
  try {
    const changed = inTransaction(db, () => {
      alsoWrite(db);
      activity.record(entry);
      // Last, because the slots are in a separate file that a rollback doesn't restore.
      keys.change(slots);
      return ok(null);
    });
    keys.refreshTrailer(db);
    return changed;
  } catch (error) {
    if (error instanceof TooManySlots) return tooMany;
    throw error;
  }
}

const nameOf = ({ id, dataKey }: Session, slot: KeySlot): string =>
  factsOf(id, slot, dataKey)?.name ?? '';

/** What a replaced slot keeps: its id, its name and its creation time. */
function replacing({ id, dataKey }: Session, slot: KeySlot): Partial<NewMethod<TypedKind>> {
  const facts = factsOf(id, slot, dataKey);
  return facts === null
    ? { id: slot.id }
    : { id: slot.id, name: facts.name, createdAt: facts.createdAt };
}

/** The calls for the open workspace's unlock methods. */
export function createUnlockHandlers(
  manager: WorkspaceManager,
  confirmed: Confirmed,
  beforeKeyChange: (open: Session) => Promise<void>,
): Pick<WorkspaceHandlers, UnlockChannel> {
  /** Runs `work` after a backup, unless the workspace was locked meanwhile. */
  async function afterBackup<T>(
    open: Session,
    work: () => Result<T, AppError> | Promise<Result<T, AppError>>,
  ): Promise<Result<T, AppError>> {
    await beforeKeyChange(open);
    return manager.session() === open ? work() : locked;
  }

  /** Removes a method and rotates the data key, so that the method opens only old copies. */
  async function remove(open: Session, id: UnlockMethodId): Promise<Result<null, AppError>> {
    const slot = slotOf(open.keys.slots(), id);
    if (slot === undefined) return missing;
    const rest = withoutSlot(open.keys.slots(), id);
    if (!rest.some(({ kind }) => kind === 'passphrase')) return err(appError('method/last'));
    const entry = {
      kind: 'workspace/method-removed',
      subject: nameOf(open, slot),
      detail: { what: slot.kind },
    } as const;
    return afterBackup(open, () => manager.rotate(open, rest, entry));
  }

  return {
    'workspace:confirm': ({ passphrase }) =>
      confirmed(passphrase, ['passphrase', 'recovery-code'], 'passphrase', async () => ok(null)),

    'workspace:methods': async () => {
      const open = manager.session();
      return open === null ? locked : ok({ methods: methodsOf(open), most: MOST_SLOTS });
    },

    'workspace:change-passphrase': async ({ current, next, method }) =>
      confirmed(current, ['passphrase', 'recovery-code'], 'current', async (open, known) => {
        const slot = whose(open.keys.slots(), known, method);
        if (!slot.ok) return slot;
        return afterBackup(open, async () => {
          const replaced = replacing(open, slot.value);
          const made = await manager.typedSlot(open, 'passphrase', '', next, replaced);
          if (manager.session() !== open) return locked;
          const subject = replaced.name ?? '';
          const entry = { kind: 'workspace/passphrase-changed', subject } as const;
          return changeSlots(open, entry, withSlot(open.keys.slots(), made));
        });
      }),

    'workspace:new-recovery-code': async ({ passphrase }) =>
      confirmed(passphrase, ['passphrase'], 'passphrase', async (open) =>
        afterBackup(open, async () => {
          const recoveryCode = newRecoveryCode();
          const old = open.keys.slots().find(({ kind }) => kind === 'recovery-code');
          // Not `createdAt`: it is what distinguishes the new code from the old one.
          const replaced = old === undefined ? {} : { id: old.id, name: nameOf(open, old) };
          const typed = typedSecret(recoveryCode);
          const made = await manager.typedSlot(open, 'recovery-code', '', typed, replaced);
          typed.fill(0);
          if (manager.session() !== open) return locked;
          const entry = { kind: 'workspace/recovery-code-made', subject: '' } as const;
          const slots = withSlot(open.keys.slots(), made);
          const done = changeSlots(open, entry, slots, (db) => writeRecoveryCodeKept(db, false));
          return done.ok ? ok({ recoveryCode }) : done;
        }),
      ),

    'workspace:rotate-key': async ({ passphrase }) =>
      confirmed(passphrase, ['passphrase'], 'passphrase', async (open) =>
        afterBackup(open, () => {
          const entry = { kind: 'workspace/key-rotated', subject: '' } as const;
          return manager.rotate(open, open.keys.slots(), entry);
        }),
      ),

    'workspace:set-keyring': async (wanted) => {
      if (wanted.enabled) {
        return confirmed(wanted.passphrase, ['passphrase'], 'passphrase', async (open) => {
          const here = methodsOf(open).find(({ isHere }) => isHere);
          const slot = await manager.keyringSlot(open);
          if (slot === null) return err(appError('workspace/no-keyring'));
          if (manager.session() !== open) return locked;
          const entry = {
            kind: 'workspace/keyring-changed',
            subject: nameOf(open, slot),
            detail: { enabled: 1 },
          } as const;
          const others =
            here === undefined ? open.keys.slots() : withoutSlot(open.keys.slots(), here.id);
          return changeSlots(open, entry, withSlot(others, slot));
        });
      }
      const open = manager.session();
      if (open === null) return locked;
      const here = methodsOf(open).find(({ isHere }) => isHere);
      return here === undefined ? ok(null) : remove(open, here.id);
    },

    'workspace:add-method': async ({ name, passphrase }) => {
      const open = manager.session();
      if (open === null) return locked;
      if (isTaken(open, name)) return err(appError('field/taken', { field: 'name' }));
      if (open.keys.slots().length >= MOST_SLOTS) return tooMany;
      return afterBackup(open, async () => {
        const slot = await manager.typedSlot(open, 'passphrase', name, passphrase);
        if (manager.session() !== open) return locked;
        const detail = { what: slot.kind };
        const entry = { kind: 'workspace/method-added', subject: name, detail } as const;
        return changeSlots(open, entry, withSlot(open.keys.slots(), slot));
      });
    },

    'workspace:rename-method': async ({ id, name }) => {
      const open = manager.session();
      if (open === null) return locked;
      const slot = slotOf(open.keys.slots(), id);
      const facts = slot === undefined ? null : factsOf(open.id, slot, open.dataKey);
      if (slot === undefined || facts === null) return missing;
      if (facts.name === name) return ok(null);
      if (isTaken(open, name, id)) return err(appError('field/taken', { field: 'name' }));
      const methodSealed = sealFacts(open.id, id, { ...facts, name }, open.dataKey);
      const detail = { what: slot.kind, before: facts.name };
      const entry = { kind: 'workspace/method-renamed', subject: name, detail } as const;
      return changeSlots(open, entry, withSlot(open.keys.slots(), { ...slot, methodSealed }));
    },

    'workspace:remove-method': async ({ id }) => {
      const open = manager.session();
      return open === null ? locked : remove(open, id);
    },
  };
}

/** People are distinguished by name in the activity log. */
function isTaken(open: Session, name: string, except?: UnlockMethodId): boolean {
  const key = name.normalize('NFC').toLowerCase();
  return methodsOf(open).some(
    (method) => method.id !== except && method.name.normalize('NFC').toLowerCase() === key,
  );
}

/**
 * Which passphrase to change: the one that was typed. The recovery code is shared, so with it the
 * method must be named if there are several passphrases.
 */
function whose(
  slots: readonly KeySlot[],
  known: KeySlot,
  named: UnlockMethodId | undefined,
): Result<KeySlot, AppError> {
  const [only, ...more] = slots.filter(({ kind }) => kind === 'passphrase');
  const wanted = named === undefined ? only : slotOf(slots, named);
  if (known.kind === 'passphrase') {
    const isOther = named !== undefined && named !== known.id;
    return isOther ? err(appError('workspace/wrong', { field: 'current' })) : ok(known);
  }
  if (named === undefined && more.length > 0) return err(appError('method/whose'));
  return wanted?.kind === 'passphrase' ? ok(wanted) : missing;
}
