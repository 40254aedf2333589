import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/**
 * Reads a file that a person chose, but no more than `limit` bytes. Never rejects.
 *
 * @param limit bytes.
 * @returns its bytes; `file/unreadable` with `name` and `reason` (`directory`, `not-a-file`, or the
 *   system's code such as `ENOENT`); `file/too-large` with `name`, `size` and `limit`;
 *   `call/cancelled` after `signal`.
 */
export async function readFileUpTo(
  path: string,
  limit: number,
  signal?: AbortSignal,
): Promise<Result<Uint8Array, AppError>> {
  const name = basename(path);
  if (signal?.aborted) return err(appError('call/cancelled'));
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      // Opening a pipe or a device could wait forever.
      const reason = stats.isDirectory() ? 'directory' : 'not-a-file';
      return err(appError('file/unreadable', { detail: { name, reason } }));
    }
    if (stats.size > limit) return err(tooLarge(name, stats.size, limit));
    const bytes = await readUpTo(path, stats.size, limit + 1, signal);
    return bytes.length > limit ? err(tooLarge(name, bytes.length, limit)) : ok(bytes);
  } catch (error) {
    if (signal?.aborted) return err(appError('call/cancelled'));
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return err(appError('file/unreadable', { detail: { name, reason } }));
  }
}

/** Bytes of one read. */
const STEP = 4 * 2 ** 20;

/**
 * Reads into one piece of memory, without a copy of each part.
 *
 * @param size in bytes, as far as it is known: the file may have grown since.
 * @param most bytes.
 */
async function readUpTo(
  path: string,
  size: number,
  most: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const file = await open(path);
  try {
    // One more, which stays free if the size is right.
    let bytes = new Uint8Array(Math.min(most, size + 1));
    let length = 0;
    while (length < most) {
      signal?.throwIfAborted();
      if (length === bytes.length) {
        const longer = new Uint8Array(Math.min(most, length + STEP));
        longer.set(bytes);
        bytes = longer;
      }
      const { bytesRead } = await file.read(bytes, length, Math.min(STEP, bytes.length - length));
      if (bytesRead === 0) break;
      length += bytesRead;
    }
    return bytes.subarray(0, length);
  } finally {
    await file.close();
  }
}

function tooLarge(name: string, size: number, limit: number): AppError {
  return appError('file/too-large', { detail: { name, size, limit } });
}
