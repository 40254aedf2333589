import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { SignIn } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { Shell } from '../../base/context/shell.ts';
import { currentCost, isCheaper, type KdfCost, kdfSchema } from '../../base/crypto/kdf.ts';
import { inTransaction, truncateWal, type WritableDb } from '../../base/database/database.ts';
import { holdFile } from '../../base/database/hold.ts';
import { openDatabase } from '../../base/database/open.ts';
import { type ChainedLog, createActivityLog } from '../activity/activity-log.ts';
import { readSettings, writeSettings } from '../settings/repository.ts';
import { inspectWorkspace, workspaceList } from './files.ts';
import { type KeySlot, listSlots, putSlot, removeSlot } from './key-slots.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { isRightKey } from './right-key.ts';
import { openSession, type Session, seed } from './session.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { keyOf, openSlot, sealSlot, textOf } from './vault.ts';

export interface WorkspaceManagerOptions {
  readonly home: string;
  readonly shell: Shell;
  readonly now: () => number;
  /** Milliseconds of a monotonic clock. */
  readonly elapsed: () => number;
  readonly report: (error: unknown) => void;
  /** Told when another workspace comes to the front. */
  readonly switched: () => void;
  /** Work that a guess costs; tests take less. */
  readonly kdfCost?: KdfCost;
}

export type WorkspaceManager = ReturnType<typeof createWorkspaceManager>;

/** Manages the one workspace that is in front: its file, its lock, and the session while it is open. */
export function createWorkspaceManager(options: WorkspaceManagerOptions) {
  const { home, shell, now, elapsed, report, kdfCost = currentCost } = options;
  const list = workspaceList(home);
  let session: Session | null = null;
  /** Resolves when the session before has let go of its file. */
  let ended = Promise.resolve();
  /** For each file, as long as the program runs: going to another and back is no way around. */
  const throttles = new Map<string, Throttle>();

  function throttleOf(file: string): Throttle {
    const throttle = throttles.get(file) ?? createThrottle(elapsed);
    throttles.set(file, throttle);
    return throttle;
  }

  /**
   * Opens the file and does `work` in one transaction. Only when all of it is on the disk does the
   * session begin: whatever fails leaves everything locked.
   */
  function begin<T>(
    file: string,
    dataKey: KeyObject,
    work: (db: WritableDb, activity: ChainedLog) => Result<T, AppError>,
  ): Result<T, AppError> {
    // While the key was derived the person has gone to another workspace.
    if (list.current() !== file) return err(appError('workspace/locked'));
    const held = holdFile(file);
    if (!held.ok) return held;
    const { release } = held.value;
    const opened = openDatabase(file);
    if (!opened.ok) {
      release();
      return opened;
    }
    const db = opened.value;
    let done: Result<T, AppError> | undefined;
    try {
      const activity = createActivityLog(db, dataKey, now);
      done = inTransaction(db, () => work(db, activity));
      if (!done.ok) return done;
      // A slot that was replaced would still open a copy of the file.
      truncateWal(db);
      shell.lockAfter(readSettings(db).lockAfterMinutes);
      session = openSession({ db, dataKey, activity, shell, now, report, kdfCost, release });
    } finally {
      if (session?.context.db !== db) {
        db.close();
        release();
      }
    }
    list.goTo(file);
    return done;
  }

  /** Never fails: whatever cannot be written or closed, the key is gone and the page replaced. */
  async function lock(): Promise<void> {
    const closing = session;
    session = null;
    if (closing === null) return;
    shell.locked();
    try {
      closing.context.activity.record({ kind: 'workspace/locked', subject: '' });
    } catch (error) {
      report(error);
    }
    ended = closing.close().catch(report);
    await ended;
  }

  /** Closes the file on quitting. Not a lock: nobody has gone away. */
  async function close(): Promise<void> {
    const closing = session;
    session = null;
    await closing?.close();
  }

  async function goTo(file: string): Promise<void> {
    await lock();
    list.goTo(file);
    options.switched();
  }

  async function keyringSlot(dataKey: KeyObject): Promise<KeySlot | null> {
    const sealed = await shell.keyringSeal(textOf(dataKey).expose());
    if (sealed === null) return null;
    return { kind: 'keyring', kdf: {}, dataKeySealed: Buffer.from(sealed) };
  }

  /** The slots of a new passphrase, a new recovery code and, if wanted and possible, the keyring. */
  async function newSlots(dataKey: KeyObject, passphrase: string, code: string, keyring: boolean) {
    const slots = [
      await sealSlot('passphrase', passphrase, dataKey, kdfCost),
      await sealSlot('recovery-code', readRecoveryCode(code), dataKey, kdfCost),
    ];
    const ofKeyring = keyring ? await keyringSlot(dataKey) : null;
    return ofKeyring === null ? slots : [...slots, ofKeyring];
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
    const { phase, problem } = inspectWorkspace(file);
    if (problem !== null) return err(problem);
    if (session !== null || phase !== 'new') return notNew;
    const dataKey = createSecretKey(randomBytes(32));
    const code = newRecoveryCode();
    const slots = await newSlots(dataKey, passphrase, code, keyring);
    // Two at once: the first has made it.
    if (session !== null) return notNew;
    return begin(file, dataKey, (db, activity) => {
      if (listSlots(db).length > 0) return notNew;
      for (const slot of slots) putSlot(db, slot, now());
      writeSettings(db, { owner });
      seed(db, activity, owner);
      return ok(code);
    });
  }

  /** The data key by what the person has, or null for wrong. */
  async function openWith(slots: readonly KeySlot[], signIn: SignIn): Promise<KeyObject | null> {
    const slot = slots.find(({ kind }) => kind === signIn.with);
    if (slot === undefined) return null;
    if (signIn.with === 'passphrase') return openSlot(slot, signIn.passphrase);
    if (signIn.with === 'recovery-code') return openSlot(slot, readRecoveryCode(signIn.code));
    const text = await shell.keyringOpen(slot.dataKeySealed);
    return text === null ? null : keyOf(text);
  }

  function signIn(how: SignIn): Promise<Result<null, AppError>> {
    // A keyring is not guessed, and may ask a person first: nobody else waits for that.
    if (how.with === 'keyring') return openBy(how);
    return throttleOf(list.current()).inTurn(() => openBy(how));
  }

  async function openBy(how: SignIn): Promise<Result<null, AppError>> {
    if (session !== null) return ok(null);
    const file = list.current();
    const throttle = throttleOf(file);
    const seconds = throttle.waitSeconds();
    if (seconds > 0 && how.with !== 'keyring') {
      return err(appError('workspace/wait', { detail: { seconds } }));
    }
    const { slots, problem } = inspectWorkspace(file);
    if (problem !== null) return err(problem);
    const dataKey = await openWith(slots, how);
    if (dataKey === null) {
      if (how.with === 'keyring') return noKeyring;
      throttle.failed();
      return err(appError('workspace/wrong', { field: fieldOf[how.with] }));
    }
    const strengthened = await strengthen(slots, how, dataKey);
    await ended;
    // Two sign-ins at once: the first has opened it.
    if (session !== null) return ok(null);
    return begin(file, dataKey, (db, activity) => {
      if (!isRightKey(db, dataKey, activity)) {
        return how.with === 'keyring' ? noKeyring : damaged(file);
      }
      if (strengthened !== null) putSlot(db, strengthened, now());
      const detail = { with: how.with, failedBefore: throttle.succeeded() };
      activity.record({ kind: 'workspace/signed-in', subject: '', detail });
      return ok(null);
    });
  }

  /** A slot that was made with less work than is asked for today is made again. */
  async function strengthen(slots: readonly KeySlot[], how: SignIn, dataKey: KeyObject) {
    if (how.with === 'keyring') return null;
    const kdf = kdfSchema.safeParse(slots.find(({ kind }) => kind === how.with)?.kdf);
    if (!kdf.success || !isCheaper(kdf.data, kdfCost)) return null;
    const typed = how.with === 'passphrase' ? how.passphrase : readRecoveryCode(how.code);
    return sealSlot(how.with, typed, dataKey, kdfCost);
  }

  return {
    list,
    session: () => session,
    lock,
    close,
    goTo,
    create,
    signIn,
    keyringSlot,
    /** Seals the data key of the open workspace with something new. */
    sealed: (open: Session, kind: 'passphrase' | 'recovery-code', typed: string) =>
      sealSlot(kind, typed, open.dataKey, kdfCost),
    throttle: () => throttleOf(list.current()),
    removeKeyring: (db: WritableDb) => removeSlot(db, 'keyring'),
  };
}

const notNew = err(appError('workspace/not-new'));
const noKeyring = err(appError('workspace/no-keyring'));
const damaged = (file: string) => err(appError('secret/damaged', { detail: { file } }));

const fieldOf = { passphrase: 'passphrase', 'recovery-code': 'code' } as const;
