import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { ReadableDb } from '../../electron/base/database/database.ts';
import { listSlots } from '../../electron/features/workspace/key-slots.ts';
import { openSlot } from '../../electron/features/workspace/vault.ts';
import { PASSPHRASE } from './core.ts';

/** The data key of a workspace of the tests, as its owner's passphrase opens it. */
export async function dataKeyOf(home: string): Promise<KeyObject> {
  const db = new Database(join(home, 'workspace.latchkey'), { readonly: true });
  const slots = listSlots(db as unknown as ReadableDb);
  db.close();
  const slot = slots.find(({ kind }) => kind === 'passphrase');
  const key = slot === undefined ? null : await openSlot(slot, PASSPHRASE);
  if (key === null) throw new Error('The passphrase opens no slot');
  return key;
}
