import { randomBytes } from 'node:crypto';
import type { TypedSecret } from '../../../shared/domain/passphrase.ts';
import { methodNameOf, type SignIn } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NewActivity } from '../../base/context/activity-log.ts';
import { currentCost } from '../../base/crypto/kdf.ts';
import { Key } from '../../base/crypto/key.ts';
import { idOf } from '../../base/database/file-header.ts';
import { signIn } from './enter.ts';
import { isThere, workspaceName } from './files.ts';
import { createFront } from './front.ts';
import { type KeyBlock, makeBlock } from './key-block.ts';
import { keepInMirror } from './key-places.ts';
import type { KeySlot } from './key-slots.ts';
import type { WorkspaceManagerOptions } from './manager-options.ts';
import { writeUse } from './methods.ts';
import { writeNewFile } from './new-file.ts';
import { createSlotMaker } from './new-slots.ts';
import { createPresence } from './presence.ts';
import { newRecoveryCode } from './recovery-code.ts';
import { notNew } from './refusals.ts';
import { deleteWorkspace, moveWorkspace } from './relocate.ts';
import { rotateKey } from './rotate-key.ts';
import type { Session } from './session.ts';
import { createThrottles } from './throttle.ts';
import type { Unlocked } from './unlock.ts';
import type { NewMethod, TypedKind } from './vault.ts';

export type WorkspaceManager = ReturnType<typeof createWorkspaceManager>;

/** Operations on the current workspace as a whole. */
export function createWorkspaceManager(options: WorkspaceManagerOptions) {
  const { home, shell, now, elapsed, report, kdfCost = currentCost } = options;
  const front = createFront(options);
  const { list, session, reopening, inspect, lock, close, goTo, begin, ready, whileClosed } = front;
  const { keyringSlot, newSlots, typedSlot } = createSlotMaker(shell, kdfCost, now);
  const presence = createPresence(elapsed);
  const throttleOf = createThrottles(elapsed);

  /** Saves the open workspace as another file and goes there, since the original isn't ours now. */
  async function saveOpen(open: Session, target: string): Promise<Result<null, AppError>> {
    const saved = open.file.save(target);
    if (!saved.ok) return saved;
    open.file.markSaved();
    list.opened(list.current(), now());
    await lock();
    list.opened(target, now());
    options.switched();
    return saved;
  }

  /**
   * Creates the current workspace.
   *
   * @returns the recovery code, which isn't stored anywhere.
   */
  async function create(
    owner: string,
    passphrase: TypedSecret,
    keyring: boolean,
  ): Promise<Result<string, AppError>> {
    const file = list.current();
    if (session() !== null) return notNew;
    const { phase, problem } = inspect(file);
    if (problem !== null) return err(problem);
    if (phase !== 'new') return notNew;
    const id = idOf(randomBytes(8));
    const dataKey = Key.random();
    const code = newRecoveryCode();
    const slots = await newSlots(id, dataKey, {
      owner: methodNameOf(owner),
      passphrase,
      code,
      keyring,
    });
    // With two calls at once, the first has already created it.
    if (session() !== null || isThere(file)) return notNew;
    if (list.current() !== file) return err(appError('workspace/locked'));
    const block = makeBlock(id, 1, slots, dataKey);
    const created = writeNewFile({ home, file, owner, block, dataKey, now });
    if (!created.ok) return created;
    try {
      const [first] = slots;
      const begun = begin(
        file,
        { dataKey, block, method: first.id, conflict: [] },
        ({ db, at }) => {
          writeUse(db, first.id, at);
          return ok(null);
        },
      );
      if (begun.ok) {
        presence.shown();
        await ready();
      } else report(new Error(`The new workspace can't be opened: ${begun.error.code}`));
    } catch (error) {
      report(error);
    }
    if (session()?.dataKey !== dataKey) dataKey.wipe();
    // The file exists even if opening failed: without its code it could be lost forever.
    return ok(code);
  }

  return {
    list,
    /** Stores slots that a person chose, unless the mirror has newer ones. */
    keepKeys: (keys: KeyBlock) => keepInMirror(home, keys),
    inspect,
    session,
    reopening,
    lock,
    close,
    goTo,
    saveOpen,
    /** Moves the open workspace, which stays open. */
    move: (open: Session, to: string) =>
      whileClosed(open, { kind: 'workspace/moved', subject: workspaceName(to) }, (file) => {
        const moved = moveWorkspace(list, file, to);
        return moved.ok ? ok(to) : moved;
      }),
    delete: (open: Session) =>
      whileClosed(open, null, (file) => {
        const done = deleteWorkspace(home, list, file, open.id);
        if (done.ok) options.deleted(open.id);
        return done;
      }),
    /** Gives the workspace a new data key. */
    rotate: (open: Session, slots: readonly KeySlot[], entry: NewActivity) =>
      rotateKey({ front, open, slots, entry }),
    /** Replaces the open workspace, which stays open, with a file that has the same key. */
    replace: (open: Session, put: (file: string) => Result<null, AppError>) =>
      whileClosed(open, null, (file) => {
        const done = put(file);
        return done.ok ? ok(file) : done;
      }),
    restore: (
      open: Session | null,
      unlocked: Unlocked,
      put: (file: string) => Result<string, AppError>,
    ) => {
      const subject = workspaceName(list.current());
      return whileClosed(open, { kind: 'workspace/restored', subject }, put, unlocked);
    },
    create,
    signIn: (how: SignIn) =>
      signIn(how, {
        front,
        shell,
        kdfCost,
        throttleOf,
        entered: ({ with: kind }) => (kind === 'keyring' ? presence.ended() : presence.shown()),
      }),
    presence,
    /** Makes slots for the data key of the open workspace. */
    keyringSlot: ({ id, dataKey }: Session) => keyringSlot(id, dataKey),
    typedSlot: (
      { id, dataKey }: Session,
      kind: TypedKind,
      name: string,
      typed: TypedSecret,
      replaced?: Partial<NewMethod<TypedKind>>,
    ) => typedSlot(id, kind, name, typed, dataKey, replaced),
    throttle: () => throttleOf(list.current()),
  };
}
