import { createSecretKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type AppError, appError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';

const KEY_BYTES = 32;

/**
 * The data key from the file in which it lay before workspaces were sealed.
 *
 * @returns the key, or `secret/damaged` when the file is missing, short or unreadable.
 */
export function readDataKey(file: string): Result<KeyObject, AppError> {
  const damaged = err(appError('secret/damaged', { detail: { file } }));
  try {
    const bytes = readFileSync(file);
    return bytes.length === KEY_BYTES ? ok(createSecretKey(bytes)) : damaged;
  } catch {
    return damaged;
  }
}
