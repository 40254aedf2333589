import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises';
import type { UnlockMethodId } from '../../../shared/domain/ids.ts';
import type { ClockDoubt, ReadOnlyReason } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { ActivityLog } from '../../base/context/activity-log.ts';
import type { Companion } from '../../base/context/companion.ts';
import type { WriteContext } from '../../base/context/context.ts';
import type { Shell } from '../../base/context/shell.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { KdfCost } from '../../base/crypto/kdf.ts';
import type { Key } from '../../base/crypto/key.ts';
import type { WritableDb } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import type { RunTask } from '../../base/database/file-task.ts';
import { purgeOverdue } from '../bin/handlers.ts';
import { insertBusinessPlan } from '../business-plans/repository.ts';
import { firstBusinessPlans } from '../business-plans/rules.ts';
import { readSettings } from '../settings/repository.ts';
import { findCurrentKey } from '../signing/repository.ts';
import { createSigner } from '../signing/signer.ts';
import type { HeldKeys } from './held-keys.ts';
import type { Integrity } from './integrity.ts';
import type { OpenFile } from './open-file.ts';
import { keepSearchUp } from './search-upkeep.ts';
import type { Unlocked } from './unlock.ts';
import type { Standing } from './witness.ts';

/** How long closing waits for a query that can't be stopped, in milliseconds. */
const STOP_MS = 1000;

/** An open workspace, with everything its calls need until it is locked. */
export interface Session {
  readonly context: WriteContext;
  /** For changing the unlock methods. */
  readonly dataKey: Key;
  readonly id: WorkspaceId;
  /** The method it was unlocked with. */
  readonly method: UnlockMethodId;
  readonly clock: ClockDoubt | null;
  readonly keys: HeldKeys;
  readonly integrity: Integrity;
  readonly file: OpenFile;
  /** Why the workspace can't be changed, or null. */
  readonly readOnly: ReadOnlyReason | null;
  /** Runs work on the whole file, which ends at once with the session. */
  readonly run: RunTask;
  /** Whether the file was not closed properly the last time. */
  readonly wasUnclean: boolean;
  /** Why nothing may be changed for a while, or null. */
  paused: AppError | null;
  /** Whether the file was closed only to be replaced and opened again: nobody has locked it. */
  isReopened: boolean;
  /** Settled once there is a signing key, or creating it has failed. */
  readonly ready: Promise<unknown>;
  /** Aborted when the session ends: what looks after it from time to time must not keep it. */
  readonly ended: AbortSignal;
  /** Stops running tasks, wipes the key and closes the file. */
  close(): Closing;
}

/** A workspace that is being closed. */
export interface Closing {
  /** Settled once the key is wiped and nothing more is written. The result of `OpenFile.close`. */
  readonly written: Promise<string | null>;
  /** Settled once every connection is closed: only then may the file be opened again. */
  readonly closed: Promise<void>;
}

export interface SessionOptions {
  readonly db: WritableDb;
  readonly dataKey: Key;
  readonly id: WorkspaceId;
  readonly method: UnlockMethodId;
  readonly clock: ClockDoubt | null;
  readonly file: OpenFile;
  readonly integrity: Integrity;
  readonly activity: ActivityLog;
  readonly shell: Shell;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly kdfCost: KdfCost;
  readonly readOnly: ReadOnlyReason | null;
  readonly companion: Companion;
  /** Releases the file for other programs; called once it is closed. */
  readonly release: () => void;
}

/**
 * Unlocks an open database with its data key. Takes ownership of both: `close` closes the database
 * and wipes the key.
 */
export function openSession(options: SessionOptions): Session {
  const { db, dataKey, id, method, clock, file, integrity, activity, shell, now, report, kdfCost } =
    options;
  const { companion, release, readOnly } = options;
  const cipher = createCipher(dataKey);
  const signer = createSigner(db, cipher, now, integrity.refusal);
  const context: WriteContext = {
    db,
    cipher,
    signer,
    activity,
    shell,
    now,
    kdfCost,
    jobs: companion.jobs,
  };
  integrity.proveBy(companion.run);
  const ready = readOnly === null ? makeReady().catch(report) : Promise.resolve();

  /** Doesn't wait for a proof unless there is no signing key yet. */
  async function makeReady(): Promise<void> {
    const { algorithm, rsaLength } = readSettings(db);
    const hasKey = findCurrentKey(db, algorithm) !== undefined;
    if (integrity.isProven()) tidy();
    else if (companion.isBeside) void integrity.refusal().then(tidy).catch(report);
    // Created ahead, so that the first Generate Keys doesn't wait for it. Opening one is quick.
    if (!hasKey) await signer.currentKey(algorithm, rsaLength);
  }

  /** A file in doubt stays unchanged. */
  function tidy(): void {
    if (db.open && integrity.isProven() && integrity.doubt() === null) {
      void emptyBin(context, report);
    }
  }

  /** Waits for the readers first: while they are open, the trailer can't be written. */
  async function closeWriter(stopping: Promise<void>): Promise<string | null> {
    await Promise.race([stopping, wait(STOP_MS, undefined, { ref: false })]);
    await ready;
    try {
      if (readOnly === null) integrity.witness();
      return file.close();
    } finally {
      dataKey.wipe();
    }
  }

  const ending = new AbortController();
  const session: Session = {
    context,
    dataKey,
    id,
    method,
    clock,
    keys: file.keys,
    integrity,
    file,
    readOnly,
    run: companion.run,
    paused: null,
    isReopened: false,
    wasUnclean: file.wasUnclean,
    ready,
    ended: ending.signal,
    close() {
      ending.abort();
      const stopping = companion.stop();
      const written = closeWriter(stopping);
      const closed = Promise.allSettled([written, stopping]).then(release);
      return { written, closed };
    },
  };
  if (readOnly === null) {
    const isPaused = () => session.paused !== null || integrity.doubt() !== null;
    keepSearchUp(db, isPaused, report);
  }
  return session;
}

/** The first page at once, the others between other calls. */
async function emptyBin(context: WriteContext, report: (error: unknown) => void): Promise<void> {
  while (context.db.open && purgeOverdue(context, report)) await turn();
}

/** Fills a new workspace with its initial data. Runs in the transaction that creates it. */
export function seed(db: WritableDb, activity: ActivityLog, owner: string): void {
  for (const plan of firstBusinessPlans) insertBusinessPlan(db, plan);
  activity.record({ kind: 'workspace/created', subject: owner });
}

/** What is needed to reopen the same file. The key is a copy that outlives the session. */
export function unlockedBy({ dataKey, method, keys }: Session): Unlocked {
  return { dataKey: dataKey.copy(), block: keys.block(), method, conflict: keys.conflict() };
}

/** A workspace that is being opened. */
export interface Begun {
  readonly db: WritableDb;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly activity: ActivityLog;
  readonly keys: HeldKeys;
  readonly standing: Standing;
  readonly isReadOnly: boolean;
}
