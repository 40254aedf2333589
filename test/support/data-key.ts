import { join } from 'node:path';
import type Database from 'better-sqlite3';
import type { Key } from '../../electron/base/crypto/key.ts';
import { type ConnectOptions, connect } from '../../electron/base/database/connect.ts';
import type { WritableDb } from '../../electron/base/database/database.ts';
import { readFileHeader } from '../../electron/base/database/file-header.ts';
import { createSeal } from '../../electron/base/database/seal.ts';
import type { KeyBlock } from '../../electron/features/workspace/key-block.ts';
import { findBlocks } from '../../electron/features/workspace/key-places.ts';
import { type NewMethod, newMethodId, openSlot } from '../../electron/features/workspace/vault.ts';
import { typedSecret } from '../../shared/domain/passphrase.ts';
import { PASSPHRASE } from './core.ts';

const fileOf = (home: string): string => join(home, 'workspace.latchkey');

/** Another passphrase, as input for a new key slot. */
export const newPassphrase = (name = 'Grace'): NewMethod<'passphrase'> => ({
  id: newMethodId(),
  kind: 'passphrase',
  name,
  createdAt: 0,
  machine: '',
});

/** The newest key slots of a test workspace. */
export function keyBlockOf(home: string, file = fileOf(home)): KeyBlock {
  const header = readFileHeader(file);
  const [block] = header.kind === 'workspace' ? findBlocks(home, file, header.id) : [];
  if (block === undefined) throw new Error(`There are no key slots of ${file}`);
  return block;
}

/** The data key of a test workspace, unlocked with its owner's passphrase. */
export async function dataKeyOf(home: string, file = fileOf(home)): Promise<Key> {
  const { id, slots } = keyBlockOf(home, file);
  const slot = slots.find(({ kind }) => kind === 'passphrase');
  const key = slot === undefined ? null : await openSlot(id, slot, typedSecret(PASSPHRASE));
  if (key === null) throw new Error('The passphrase opens no slot');
  return key;
}

export interface BesideOptions extends ConnectOptions {
  /** Writes without updating the seal, like old pages that are put back. */
  readonly unsealed?: boolean;
  /** Instead of the data directory's first workspace. */
  readonly file?: string;
}

/** Opens another connection to the workspace with the data key. */
export async function openBeside(
  home: string,
  { unsealed = false, file = fileOf(home), ...options }: BesideOptions = {},
): Promise<Database.Database> {
  const dataKey = await dataKeyOf(home, file);
  const db = connect(file, dataKey, options);
  const isSealed = options.readonly !== true && !unsealed;
  if (isSealed) createSeal(db as unknown as WritableDb, dataKey).keep();
  return db;
}
