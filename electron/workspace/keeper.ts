import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import type { SignIn } from '../../shared/domain/workspace.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { chainExisting } from '../activity/chain.ts';
import { logActivity } from '../activity/repository.ts';
import { createHandlers } from '../core/handlers.ts';
import type { Shell } from '../core/shell.ts';
import { inTransaction, type WritableDb } from '../database/database.ts';
import { openDatabase } from '../database/open.ts';
import { currentCost, isCheaper, type KdfCost, kdfSchema } from '../secrets/kdf.ts';
import { readSettings, writeSettings } from '../settings/repository.ts';
import { inspectWorkspace, legacyKeyFile, shredFile, workspaceList } from './files.ts';
import { type KeySlot, putSlot, removeSlot } from './key-slots.ts';
import { readDataKey } from './legacy-data-key.ts';
import { newRecoveryCode, readRecoveryCode } from './recovery-code.ts';
import { furnish, openSession, type Session } from './session.ts';
import { createThrottle, type Throttle } from './throttle.ts';
import { keyOf, openSlot, sealSlot, textOf } from './vault.ts';

export interface KeeperOptions {
  readonly home: string;
  readonly shell: Shell;
  /** The entry of the thread that reads OpenAPI files. */
  readonly importThread: URL;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  /** Work that a guess costs; tests take less. */
  readonly kdfCost?: KdfCost;
}

export type Keeper = ReturnType<typeof createKeeper>;

/** Keeps the one workspace that is in front: its file, its lock, and the session while it is open. */
export function createKeeper(options: KeeperOptions) {
  const { home, shell, importThread, now, kdfCost = currentCost } = options;
  const list = workspaceList(home);
  let session: Session | null = null;
  /** Those of one workspace: a review that waits to be imported outlives its lock. */
  let handlers = createHandlers(importThread);
  /** For each file, as long as the program runs: going to another and back is no way around. */
  const throttles = new Map<string, Throttle>();

  function throttleOf(file: string): Throttle {
    const throttle = throttles.get(file) ?? createThrottle(now);
    throttles.set(file, throttle);
    return throttle;
  }

  function begin(db: WritableDb, dataKey: KeyObject): Session {
    session = openSession({ ...options, handlers, db, dataKey });
    list.goTo(list.current());
    shell.lockAfter(readSettings(db).lockAfterMinutes);
    return session;
  }

  async function lock(): Promise<void> {
    const closing = session;
    session = null;
    if (closing === null) return;
    logActivity(closing.context.db, { at: now(), kind: 'workspace/locked', subject: '' });
    shell.locked();
    await closing.close();
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
    handlers = createHandlers(importThread);
  }

  /** Whether the person has gone to another workspace while a key was derived for this one. */
  function overtaken(file: string): boolean {
    return list.current() !== file;
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
   * Makes the workspace, or seals the one from before there were passphrases with the key that it
   * has: no value is encrypted anew.
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
    if (session !== null || phase === 'locked') return err(appError('workspace/not-new'));
    const dataKey =
      phase === 'new' ? ok(createSecretKey(randomBytes(32))) : readDataKey(legacyKeyFile(file));
    if (!dataKey.ok) return dataKey;
    const code = newRecoveryCode();
    const slots = await newSlots(dataKey.value, passphrase, code, keyring);
    if (overtaken(file)) return err(appError('workspace/locked'));
    const opened = openDatabase(file);
    if (!opened.ok) return opened;
    const db = opened.value;
    const started = begin(db, dataKey.value);
    const made = inTransaction(db, () => {
      for (const slot of slots) putSlot(db, slot, now());
      writeSettings(db, { owner });
      if (phase === 'new') {
        furnish(db, owner, now());
      } else {
        chainExisting(db);
        logActivity(db, { at: now(), kind: 'workspace/sealed', subject: owner });
      }
      return ok(code);
    });
    if (made.ok && phase === 'unprotected') shredFile(legacyKeyFile(file));
    return started === session ? made : err(appError('workspace/locked'));
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
      if (how.with === 'keyring') return err(appError('workspace/no-keyring'));
      throttle.failed();
      return err(appError('workspace/wrong', { field: fieldOf[how.with] }));
    }
    const strengthened = await strengthen(slots, how, dataKey);
    // Two sign-ins at once: the first has opened it.
    if (session !== null) return ok(null);
    if (overtaken(file)) return err(appError('workspace/locked'));
    const opened = openDatabase(file);
    if (!opened.ok) return opened;
    const db = opened.value;
    begin(db, dataKey);
    // Sealed in the moment before the program was killed: the old key file outlived it.
    if (slots.length > 0 && file.startsWith(home)) shredFile(legacyKeyFile(file));
    return inTransaction(db, () => {
      if (strengthened !== null) putSlot(db, strengthened, now());
      const detail = { with: how.with, failedBefore: throttle.succeeded() };
      logActivity(db, { at: now(), kind: 'workspace/signed-in', subject: '', detail });
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

const fieldOf = { passphrase: 'passphrase', 'recovery-code': 'code' } as const;
