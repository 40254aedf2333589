import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Key } from '../../electron/base/crypto/key.ts';
import { createDatabase } from '../../electron/base/database/create.ts';
import type { WritableDb } from '../../electron/base/database/database.ts';
import { idOf } from '../../electron/base/database/file-header.ts';
import { openDatabase } from '../../electron/base/database/open.ts';
import { ok } from '../../shared/result.ts';
import { temporaryDirectory } from './temporary-directory.ts';

export interface DatabaseFile {
  readonly file: string;
  readonly key: Key;
  readonly id: ReturnType<typeof idOf>;
}

/** An empty, closed database with the newest schema. */
export function createFile(name = 'workspace.latchkey'): DatabaseFile {
  const file = join(temporaryDirectory(), name);
  const key = Key.random();
  const id = idOf(randomBytes(8));
  const trailer = Buffer.from('TRAILER');
  const created = createDatabase(file, { id, key, trailer, fill: () => ok(null) });
  if (!created.ok) throw new Error(created.error.code);
  return { file, key, id };
}

export function openFile({ file, key }: DatabaseFile): WritableDb {
  const opened = openDatabase(file, key);
  if (!opened.ok) throw new Error(opened.error.code);
  return opened.value.db;
}
