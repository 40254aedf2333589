import type { KeyObject } from 'node:crypto';
import type { ActivityLog } from '../../base/context/activity-log.ts';
import type { Context } from '../../base/context/context.ts';
import type { Shell } from '../../base/context/shell.ts';
import { createCipher } from '../../base/crypto/cipher.ts';
import type { KdfCost } from '../../base/crypto/kdf.ts';
import type { WritableDb } from '../../base/database/database.ts';
import type { WorkspaceId } from '../../base/database/file-header.ts';
import { purgeOverdue } from '../bin/handlers.ts';
import { insertBusinessPlan } from '../business-plans/repository.ts';
import { firstBusinessPlans } from '../business-plans/rules.ts';
import { createSigner } from '../signing/signer.ts';
import type { HeldKeys } from './held-keys.ts';
import type { OpenFile } from './open-file.ts';

/** An open workspace: what its calls are answered with, until it is locked. */
export interface Session {
  readonly context: Context;
  /** For the slots, when a way to sign in is changed. */
  readonly dataKey: KeyObject;
  readonly id: WorkspaceId;
  readonly keys: HeldKeys;
  readonly file: OpenFile;
  /** Forgets the key and closes the file. @returns where `OpenFile.close` has saved it. */
  close(): Promise<string | null>;
}

export interface SessionOptions {
  readonly db: WritableDb;
  readonly dataKey: KeyObject;
  readonly id: WorkspaceId;
  readonly file: OpenFile;
  readonly activity: ActivityLog;
  readonly shell: Shell;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly kdfCost: KdfCost;
  /** Lets other programs have the file; called once it is closed. */
  readonly release: () => void;
}

/** Unlocks an open database with its data key. Takes the database over: `close` closes it. */
export function openSession(options: SessionOptions): Session {
  const { db, dataKey, id, file, activity, shell, now, report, kdfCost, release } = options;
  const cipher = createCipher(dataKey);
  const signer = createSigner(db, cipher, now);
  const context: Context = { db, cipher, signer, activity, shell, now, kdfCost };
  purgeOverdue(context, report);
  // Made ahead: the first press of Generate Keys need not wait for it.
  const makingKey = signer.currentKey().catch(report);
  return {
    context,
    dataKey,
    id,
    keys: file.keys,
    file,
    async close() {
      await makingKey;
      try {
        return file.close();
      } finally {
        release();
      }
    },
  };
}

/** What a workspace has from its first moment. Runs in the transaction that makes it. */
export function seed(db: WritableDb, activity: ActivityLog, owner: string): void {
  for (const plan of firstBusinessPlans) insertBusinessPlan(db, plan);
  activity.record({ kind: 'workspace/created', subject: owner });
}
