import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

const KEY_BYTES = 32;

/** Where the data key lay before workspaces were sealed. */
function keyFileBeside(workspace: string): string {
  return join(dirname(workspace), 'data.key');
}

/**
 * The data key from the file in which it lay before workspaces were sealed.
 *
 * @returns the key, or `secret/damaged` when the file is missing, short or unreadable.
 */
export function readLegacyKey(workspace: string): Result<KeyObject, AppError> {
  const file = keyFileBeside(workspace);
  const damaged = err(appError('secret/damaged', { detail: { file } }));
  try {
    const bytes = readFileSync(file);
    return bytes.length === KEY_BYTES ? ok(createSecretKey(bytes)) : damaged;
  } catch {
    return damaged;
  }
}

/**
 * Best effort to leave nothing of the key file on the disk, once its key stands sealed in the
 * workspace; on flash memory copies may remain. A file with another key belongs to another workspace.
 */
export function shredLegacyKey(workspace: string, dataKey: KeyObject): void {
  const found = readLegacyKey(workspace);
  if (!found.ok || !found.value.equals(dataKey)) return;
  const file = keyFileBeside(workspace);
  writeFileSync(file, Buffer.alloc(statSync(file).size), { flush: true });
  rmSync(file);
}
