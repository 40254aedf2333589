import { type KeyObject, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { SignIn } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { currentCost } from '../../base/crypto/kdf.ts';
import { createDatabase } from '../../base/database/create.ts';
import { inTransaction } from '../../base/database/database.ts';
import { databaseError } from '../../base/database/database-error.ts';
import { troubleError } from '../../base/database/file-guard.ts';
import { idOf } from '../../base/database/file-header.ts';
import { holdFile } from '../../base/database/hold.ts';
import { openDatabase } from '../../base/database/open.ts';
import { asideName, setForeignWalAside } from '../../base/database/set-aside.ts';
import { createActivityLog } from '../activity/activity-log.ts';
import { readSettings, writeRecoveryCodeKept, writeSettings } from '../settings/repository.ts';
import { inspectWorkspace, isThere, workspaceName } from './files.ts';
import { watchIntegrity } from './integrity.ts';
import { type KeyBlock, makeBlock } from './key-block.ts';
import { keepInMirror, writeMirror } from './key-places.ts';
import { withSlot } from './key-slots.ts';
import { workspaceList } from './list.ts';
import type { WorkspaceManagerOptions } from './manager-options.ts';
import { createSlotMaker } from './new-slots.ts';
import { holdOpenFile, type OpenFile, openCopyOf } from './open-file.ts';
import { newRecoveryCode } from './recovery-code.ts';
import { damaged, fieldOf, isContradiction, noKeyring, notNew, unusable } from './refusals.ts';
import { deleteWorkspace, finishMove, moveWorkspace } from './relocate.ts';
import { rotateHeld } from './rotate.ts';
import { type Begun, openSession, type Session, seed, unlockedBy } from './session.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { strengthen, type Unlocked, unlock, uselessness } from './unlock.ts';
import { newDataKey, sealSlot } from './vault.ts';

export type WorkspaceManager = ReturnType<typeof createWorkspaceManager>;

/** Manages the one workspace that is in front: its file, its lock, and the session while it is open. */
export function createWorkspaceManager(options: WorkspaceManagerOptions) {
  const { home, shell, now, elapsed, report, kdfCost = currentCost } = options;
  const list = workspaceList(home);
  const { keyringSlot, newSlots } = createSlotMaker(shell, kdfCost);
  finishMove(list);
  let session: Session | null = null;
  /** Settled once the last session's file is closed: two at one file would drop each other's locks. */
  let closed: Promise<void> = Promise.resolve();
  /** For each file, as long as the program runs: going to another and back is no way around. */
  const throttles = new Map<string, Throttle>();

  const inspect = (file: string) => inspectWorkspace(home, file, list.openedAt(file));

  const onTrouble = (): void => shell.changed(['workspace']);

  /** Whatever opens a workspace waits for its signing key: reading calls can't make one. */
  const ready = async () => session?.ready;

  function throttleOf(file: string): Throttle {
    const throttle = throttles.get(file) ?? createThrottle(elapsed);
    throttles.set(file, throttle);
    return throttle;
  }

  /**
   * Opens the file and does `work` in one transaction. Only when all of it is on the disk does the
   * session begin: whatever fails leaves everything locked.
   */
  function begin(
    file: string,
    unlocked: Unlocked,
    work: (opened: Begun) => Result<null, AppError>,
  ): Result<null, AppError> {
    // While the key was derived the person has gone to another workspace.
    if (list.current() !== file) return err(appError('workspace/locked'));
    const held = holdFile(file);
    if (!held.ok) return held;
    const { release } = held.value;
    const { dataKey, block } = unlocked;
    let openFile: OpenFile | undefined;
    const opened = open(file, unlocked, (made) => {
      openFile = made;
    });
    if (!opened.ok || openFile === undefined) {
      openFile?.guard.end('left');
      release();
      return opened.ok ? damaged(file) : opened;
    }
    const { db } = opened.value;
    const opening = openFile;
    const { keys } = openFile;
    let done: Result<null, AppError>;
    try {
      const { id } = block;
      const activity = createActivityLog(db, dataKey, now);
      const integrity = watchIntegrity({ home, id, opened: opened.value, report });
      done = inTransaction(db, () => work({ db, activity, keys, standing: integrity.standing }));
      if (!done.ok) return done;
      // A slot that was made again would still open a copy of the file.
      keys.refreshTrailer(db);
      shell.lockAfter(readSettings(db).lockAfterMinutes);
      const companion = options.accompany({ file, key: dataKey });
      const made = { db, dataKey, id, file: opening, integrity, companion, release };
      session = openSession({ ...made, activity, shell, now, report, kdfCost });
    } catch (error) {
      if (!isContradiction(error)) throw error;
      report(error);
      return damaged(file);
    } finally {
      if (session?.context.db !== db) {
        opening.close();
        release();
      }
    }
    list.opened(file, now());
    return done;
  }

  /** Opens the database. A WAL that is of another file is put aside first, and told of. */
  function open(file: string, unlocked: Unlocked, hold: (made: OpenFile) => void) {
    try {
      const aside = setForeignWalAside(file, openCopyOf(home, unlocked.block.id), now());
      if (aside !== null) {
        list.addNotice({ kind: 'wal-set-aside', file: aside, of: file, at: now() });
      }
    } catch (error) {
      return err(databaseError(error, file));
    }
    let openFile: OpenFile | undefined;
    return openDatabase(file, unlocked.dataKey, {
      beforeWriting: (db) => {
        openFile = holdOpenFile(db, { ...unlocked, home, file, report, now, onTrouble });
        hold(openFile);
      },
      saveCopy: () =>
        openFile?.save(asideName(file, now(), dirname(file), 'before an update')) ?? damaged(file),
    });
  }

  /** Closes the file. What could only be saved under another name is told of. */
  async function closeFile(closing: Session, file: string): Promise<void> {
    const ending = closing.close();
    closed = ending.closed;
    const aside = await ending.written;
    if (aside === null) return;
    list.add(aside, now());
    list.addNotice({ kind: 'state-saved', file: aside, of: file, at: now() });
  }

  /** Never fails: whatever cannot be written or closed, the key is gone and the page replaced. */
  async function lock(): Promise<void> {
    const closing = session;
    session = null;
    if (closing === null) return;
    shell.locked();
    try {
      const isOurs = closing.file.guard.trouble() === null;
      if (isOurs) closing.context.activity.record({ kind: 'workspace/locked', subject: '' });
    } catch (error) {
      report(error);
    }
    await closeFile(closing, list.current()).catch(report);
  }

  /** Closes the file on quitting. Not a lock: nobody has gone away. */
  async function close(): Promise<void> {
    const closing = session;
    session = null;
    if (closing === null) return;
    await closeFile(closing, list.current());
    await closed;
  }

  async function goTo(file: string): Promise<void> {
    await lock();
    list.goTo(file);
    options.switched();
  }

  /** Saves what is open as another file and goes there: the one it came from isn't ours any more. */
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
   * Closes the file, does `work` with it and opens what `work` names, with the same key: nobody has
   * to sign in again. If `work` fails, the file is opened as it was.
   */
  async function whileClosed(
    open: Session | null,
    kind: 'workspace/moved' | 'workspace/key-rotated' | 'workspace/restored' | null,
    work: (file: string) => Result<string | null, AppError>,
    changed?: Unlocked,
  ): Promise<Result<null, AppError>> {
    const file = list.current();
    const trouble = open?.file.guard.trouble() ?? null;
    if (trouble !== null) return err(troubleError(trouble, file));
    const unlocked = open && unlockedBy(open);
    session = null;
    if (open !== null) await closeFile(open, file).catch(report);
    await closed;
    const done = work(file);
    const next = done.ok ? done.value : file;
    if (next === null) {
      list.goTo(list.recent().find((known) => isThere(known.file))?.file ?? list.standard);
      shell.locked();
      options.switched();
      return ok(null);
    }
    const way = done.ok && changed !== undefined ? changed : unlocked;
    if (way === null) return done.ok ? ok(null) : done;
    const begun = begin(next, way, ({ db, activity }) => {
      if (!done.ok) return ok(null);
      if (kind !== null) activity.record({ kind, subject: workspaceName(next) });
      if (kind === 'workspace/key-rotated') writeRecoveryCodeKept(db, false);
      return ok(null);
    });
    return done.ok ? begun : done;
  }

  /**
   * Gives the workspace another data key. Its passphrase stays; the recovery code can't, since it is
   * stored nowhere.
   *
   * @returns the new recovery code.
   */
  async function rotate(open: Session, passphrase: string): Promise<Result<string, AppError>> {
    const { id, keys, dataKey: from } = open;
    const to = newDataKey();
    const code = newRecoveryCode();
    const keyring = keys.slots().some(({ kind }) => kind === 'keyring');
    const slots = await newSlots(id, to, { passphrase, code, keyring });
    if (session !== open) return err(appError('workspace/locked'));
    const block = makeBlock(id, keys.block().generation + 1, slots, to);
    const next = { dataKey: to, block, conflict: [] };
    const rotated = await whileClosed(
      open,
      'workspace/key-rotated',
      (file) => {
        const done = rotateHeld({ file, id, from, to, trailer: block.bytes });
        return done.ok ? ok(file) : done;
      },
      next,
    );
    return rotated.ok ? ok(code) : rotated;
  }

  /**
   * Creates the workspace in front.
   *
   * @returns the recovery code; it is stored nowhere.
   */
  async function create(
    owner: string,
    passphrase: string,
    keyring: boolean,
  ): Promise<Result<string, AppError>> {
    const file = list.current();
    if (session !== null) return notNew;
    const { phase, problem } = inspect(file);
    if (problem !== null) return err(problem);
    if (phase !== 'new') return notNew;
    const id = idOf(randomBytes(8));
    const dataKey = newDataKey();
    const code = newRecoveryCode();
    const slots = await newSlots(id, dataKey, { passphrase, code, keyring });
    // Two at once: the first has made it.
    if (session !== null || isThere(file)) return notNew;
    if (list.current() !== file) return err(appError('workspace/locked'));
    const block = makeBlock(id, 1, slots, dataKey);
    // Another program may be creating it, too.
    const held = holdFile(file);
    if (!held.ok) return held;
    try {
      const created = writeNew(file, owner, block, dataKey);
      if (!created.ok) return created;
    } finally {
      held.value.release();
    }
    try {
      const begun = begin(file, { dataKey, block, conflict: [] }, () => ok(null));
      if (begun.ok) await ready();
      else report(new Error(`A new workspace did not open: ${begun.error.code}`));
    } catch (error) {
      report(error);
    }
    // It is on the disk, whether it opened or not: without its code it could be lost for good.
    return ok(code);
  }

  function writeNew(file: string, owner: string, block: KeyBlock, dataKey: KeyObject) {
    // Before the file: never is there one without its keys.
    writeMirror(home, block);
    return createDatabase(file, {
      id: block.id,
      key: dataKey,
      trailer: block.bytes,
      fill: (db) => {
        writeSettings(db, { owner });
        seed(db, createActivityLog(db, dataKey, now), owner);
        return ok(null);
      },
    });
  }

  function signIn(how: SignIn): Promise<Result<null, AppError>> {
    // A keyring is not guessed, and may ask a person first: nobody else waits for that.
    if (how.with === 'keyring') return openBy(how);
    return throttleOf(list.current()).inTurn(() => openBy(how));
  }

  async function openBy(how: SignIn): Promise<Result<null, AppError>> {
    await closed;
    if (session !== null) return ok(null);
    const file = list.current();
    const throttle = throttleOf(file);
    const seconds = throttle.waitSeconds();
    if (seconds > 0 && how.with !== 'keyring') {
      return err(appError('workspace/wait', { detail: { seconds } }));
    }
    const { blocks, problem } = inspect(file);
    if (problem !== null) return err(problem);
    const useless = uselessness(blocks, how.with);
    if (useless !== null) return how.with === 'keyring' ? noKeyring : err(unusable[useless]);
    const found = await unlock(blocks, how, shell);
    if (found.length === 0) {
      if (how.with === 'keyring') return noKeyring;
      throttle.failed();
      return err(appError('workspace/wrong', { field: fieldOf[how.with] }));
    }
    let begun: Result<null, AppError> = damaged(file);
    for (const unlocked of found) {
      const strengthened = await strengthen(unlocked, how, kdfCost);
      // Two sign-ins at once: the first has opened it.
      if (session !== null) return ok(null);
      begun = begin(file, unlocked, ({ activity, keys, standing }) => {
        const seen = standing === 'same' ? {} : { file: standing };
        const detail = { with: how.with, failedBefore: throttle.succeeded(), ...seen };
        activity.record({ kind: 'workspace/signed-in', subject: '', detail });
        if (strengthened !== null) keys.change(withSlot(keys.slots(), strengthened));
        return ok(null);
      });
      // Another key's, from before a rotation or after one that was interrupted.
      if (begun.ok || begun.error.code !== 'database/damaged') break;
    }
    await ready();
    // A keyring's slot is not bound to its workspace: one of another opens, and gives another key.
    const isForeign = !begun.ok && begun.error.code === 'database/damaged';
    return how.with === 'keyring' && isForeign ? noKeyring : begun;
  }

  return {
    list,
    /** Keeps slots that a person chose, unless newer ones of the workspace are known. */
    keepKeys: (keys: KeyBlock) => keepInMirror(home, keys),
    inspect,
    session: () => session,
    lock,
    close,
    goTo,
    saveOpen,
    /** Moves the open workspace, which stays open. */
    move: (open: Session, to: string) =>
      whileClosed(open, 'workspace/moved', (file) => {
        const moved = moveWorkspace(list, file, to);
        return moved.ok ? ok(to) : moved;
      }),
    delete: (open: Session) =>
      whileClosed(open, null, (file) => deleteWorkspace(home, list, file, open.id)),
    rotate,
    restore: (
      open: Session | null,
      unlocked: Unlocked,
      put: (file: string) => Result<string, AppError>,
    ) => whileClosed(open, 'workspace/restored', put, unlocked),
    create,
    signIn,
    keyringSlot,
    /** Seals the data key of the open workspace with something new. */
    sealed: (open: Session, kind: 'passphrase' | 'recovery-code', typed: string) =>
      sealSlot(open.id, kind, typed, open.dataKey, kdfCost),
    throttle: () => throttleOf(list.current()),
  };
}
