import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
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
    // The limit applies even if the file grows during the read.
    const chunks: Buffer[] = [];
    for await (const chunk of createReadStream(path, { end: limit, signal })) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    return bytes.length > limit ? err(tooLarge(name, bytes.length, limit)) : ok(bytes);
  } catch (error) {
    if (signal?.aborted) return err(appError('call/cancelled'));
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    return err(appError('file/unreadable', { detail: { name, reason } }));
  }
}

function tooLarge(name: string, size: number, limit: number): AppError {
  return appError('file/too-large', { detail: { name, size, limit } });
}
