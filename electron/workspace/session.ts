import type { KeyObject } from 'node:crypto';
import { logActivity } from '../activity/repository.ts';
import { purgeOverdue } from '../bin/handlers.ts';
import { insertBusinessPlan } from '../business-plans/repository.ts';
import { firstBusinessPlans } from '../business-plans/rules.ts';
import type { Context, CoreHandlers } from '../core/context.ts';
import type { Shell } from '../core/shell.ts';
import type { WritableDb } from '../database/database.ts';
import { createCipher } from '../secrets/cipher.ts';
import type { KdfCost } from '../secrets/kdf.ts';
import { createSigner } from '../signing/signer.ts';

/** An open workspace: what its calls are answered with, until it is locked. */
export interface Session {
  readonly context: Context;
  readonly handlers: CoreHandlers;
  /** For the slots, when a way to sign in is changed. */
  readonly dataKey: KeyObject;
  /** Forgets the key and closes the file. */
  close(): Promise<void>;
}

export interface SessionOptions {
  readonly db: WritableDb;
  readonly dataKey: KeyObject;
  readonly shell: Shell;
  readonly handlers: CoreHandlers;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
  readonly kdfCost: KdfCost;
}

/** Unlocks an open database with its data key. Takes the database over: `close` closes it. */
export function openSession(options: SessionOptions): Session {
  const { db, dataKey, handlers, shell, now, report, kdfCost } = options;
  const cipher = createCipher(dataKey);
  const signer = createSigner(db, cipher, now);
  const context: Context = { db, cipher, signer, shell, now, kdfCost };
  purgeOverdue(context, report);
  // Made ahead: the first press of Generate Keys need not wait for it.
  const makingKey = signer.currentKey().catch(report);
  return {
    context,
    handlers,
    dataKey,
    async close() {
      await makingKey;
      db.close();
    },
  };
}

/** What a workspace has from its first moment. Runs in the transaction that makes it. */
export function furnish(db: WritableDb, owner: string, now: number): void {
  for (const plan of firstBusinessPlans) insertBusinessPlan(db, plan);
  logActivity(db, { at: now, kind: 'workspace/created', subject: owner });
}
