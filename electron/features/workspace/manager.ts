import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import type { SignIn } from '../../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ActivityLog } from '../../base/context/activity-log.ts';
import type { Shell } from '../../base/context/shell.ts';
import { currentCost, isCheaper, type KdfCost, kdfSchema } from '../../base/crypto/kdf.ts';
import { createDatabase } from '../../base/database/create.ts';
import { inTransaction, type WritableDb } from '../../base/database/database.ts';
import { idOf, type WorkspaceId } from '../../base/database/file-header.ts';
import { holdFile } from '../../base/database/hold.ts';
import { openDatabase } from '../../base/database/open.ts';
import { createActivityLog } from '../activity/activity-log.ts';
import { readSettings, writeSettings } from '../settings/repository.ts';
import { inspectWorkspace, workspaceList } from './files.ts';
import { type HeldKeys, holdKeys } from './held-keys.ts';
import { type KeyBlock, makeBlock } from './key-block.ts';
import { mirrorOf, readBlock, writeMirror } from './key-places.ts';
import { type KeySlot, withSlot } from './key-slots.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { openSession, type Session, seed } from './session.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { type Unlocked, unlock } from './unlock.ts';
import { sealSlot, textOf } from './vault.ts';

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
  /** Settled once the last session's file is closed: two at one file would drop each other's locks. */
  let closed: Promise<void> = Promise.resolve();
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
  function begin(
    file: string,
    unlocked: Unlocked,
    work: (db: WritableDb, activity: ActivityLog, keys: HeldKeys) => Result<null, AppError>,
  ): Result<null, AppError> {
    // While the key was derived the person has gone to another workspace.
    if (list.current() !== file) return err(appError('workspace/locked'));
    const held = holdFile(file);
    if (!held.ok) return held;
    const { release } = held.value;
    const { dataKey, block } = unlocked;
    let heldKeys: HeldKeys | undefined;
    const opened = openDatabase(file, dataKey, () => {
      heldKeys = holdKeys({ ...unlocked, home, file, report });
    });
    if (!opened.ok || heldKeys === undefined) {
      release();
      return opened.ok ? damaged(file) : opened;
    }
    const db = opened.value;
    const keys = heldKeys;
    let done: Result<null, AppError>;
    try {
      const activity = createActivityLog(db, dataKey, now);
      done = inTransaction(db, () => work(db, activity, keys));
      if (!done.ok) return done;
      // A slot that was made again would still open a copy of the file.
      keys.refreshTrailer(db);
      shell.lockAfter(readSettings(db).lockAfterMinutes);
      const { id } = block;
      const opening = { db, dataKey, id, keys, release };
      session = openSession({ ...opening, activity, shell, now, report, kdfCost });
    } finally {
      if (session?.context.db !== db) {
        keys.closeWith(db);
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
    closed = closing.close().catch(report);
    await closed;
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
  async function newSlots(id: WorkspaceId, dataKey: KeyObject, ways: NewWays) {
    const slots = [
      await sealSlot(id, 'passphrase', ways.passphrase, dataKey, kdfCost),
      await sealSlot(id, 'recovery-code', readRecoveryCode(ways.code), dataKey, kdfCost),
    ];
    const ofKeyring = ways.keyring ? await keyringSlot(dataKey) : null;
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
    if (session !== null) return notNew;
    const { phase, problem } = inspectWorkspace(home, file);
    if (problem !== null) return err(problem);
    if (phase !== 'new') return notNew;
    const id = idOf(randomBytes(8));
    const dataKey = newDataKey();
    const code = newRecoveryCode();
    const slots = await newSlots(id, dataKey, { passphrase, code, keyring });
    // Two at once: the first has made it.
    if (session !== null || existsSync(file)) return notNew;
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
    const begun = begin(file, { dataKey, block, inConflict: false }, () => ok(null));
    return begun.ok ? ok(code) : begun;
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
    const { blocks, problem } = inspectWorkspace(home, file);
    if (problem !== null) return err(problem);
    const unlocked = await unlock(blocks, how, shell);
    if (unlocked === null) {
      if (how.with === 'keyring') return noKeyring;
      throttle.failed();
      return err(appError('workspace/wrong', { field: fieldOf[how.with] }));
    }
    const strengthened = await strengthen(unlocked, how);
    // Two sign-ins at once: the first has opened it.
    if (session !== null) return ok(null);
    const begun = begin(file, unlocked, (_db, activity, keys) => {
      const detail = { with: how.with, failedBefore: throttle.succeeded() };
      activity.record({ kind: 'workspace/signed-in', subject: '', detail });
      if (strengthened !== null) keys.change(withSlot(keys.slots(), strengthened));
      return ok(null);
    });
    // A keyring's slot is not bound to its workspace: one of another opens, and gives another key.
    const isForeign = !begun.ok && begun.error.code === 'database/damaged';
    return how.with === 'keyring' && isForeign ? noKeyring : begun;
  }

  /** A slot that was made with less work than is asked for today is made again. */
  async function strengthen({ block, dataKey }: Unlocked, how: SignIn): Promise<KeySlot | null> {
    if (how.with === 'keyring') return null;
    const kdf = kdfSchema.safeParse(block.slots.find(({ kind }) => kind === how.with)?.kdf);
    if (!kdf.success || !isCheaper(kdf.data, kdfCost)) return null;
    const typed = how.with === 'passphrase' ? how.passphrase : readRecoveryCode(how.code);
    return sealSlot(block.id, how.with, typed, dataKey, kdfCost);
  }

  return {
    list,
    /** Keeps slots that a person chose, unless newer ones of the workspace are known. */
    keepKeys(keys: KeyBlock): void {
      const known = readBlock(mirrorOf(home, keys.id));
      if (known === null || known.id !== keys.id || known.generation < keys.generation) {
        writeMirror(home, keys);
      }
    },
    inspect: (file: string) => inspectWorkspace(home, file),
    session: () => session,
    lock,
    close,
    goTo,
    create,
    signIn,
    keyringSlot,
    /** Seals the data key of the open workspace with something new. */
    sealed: (open: Session, kind: 'passphrase' | 'recovery-code', typed: string) =>
      sealSlot(open.id, kind, typed, open.dataKey, kdfCost),
    throttle: () => throttleOf(list.current()),
  };
}

const notNew = err(appError('workspace/not-new'));
const noKeyring = err(appError('workspace/no-keyring'));
const damaged = (file: string) => err(appError('database/damaged', { detail: { file } }));

function newDataKey(): KeyObject {
  const bytes = randomBytes(32);
  const key = createSecretKey(bytes);
  bytes.fill(0);
  return key;
}

interface NewWays {
  readonly passphrase: string;
  readonly code: string;
  readonly keyring: boolean;
}

const fieldOf = { passphrase: 'passphrase', 'recovery-code': 'code' } as const;
