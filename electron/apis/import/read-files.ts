import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportedApi, ImportProblem } from '../../../shared/domain/imported-api.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { readingLimits } from './limits.ts';
import { type ReadingLimits, readingThread } from './reading-thread.ts';

export interface ReadingProgress {
  /** Files that are read or given up. */
  readonly done: number;
  readonly total: number;
  /** The name of the file that is read next; undefined at the end. */
  readonly file: string | undefined;
}

export interface ReadingOptions {
  /** The entry of the reading thread: thread.ts in plain Node, `read-openapi.js` of the build. */
  readonly thread: URL;
  readonly onProgress?: (progress: ReadingProgress) => void;
  /** Ends the thread at once; the files not yet read become problems with `call/cancelled`. */
  readonly signal?: AbortSignal;
  readonly limits?: Partial<ReadingLimits>;
}

export interface Reading {
  readonly apis: readonly ImportedApi[];
  readonly problems: readonly ImportProblem[];
}

/**
 * Reads the files one after another, each in its own time; whatever one of them does to the reading
 * thread is that file's problem alone. Never rejects, stores nothing.
 *
 * Errors of a file, besides those of `readingThread`: `file/unreadable` with `name` and `reason`
 * (`directory`, `not-a-file`, or the system's code such as `ENOENT`), `file/too-large` with `name`,
 * `size` and `limit` (bytes).
 */
export async function readOpenApiFiles(
  paths: readonly string[],
  options: ReadingOptions,
): Promise<Reading> {
  const { onProgress, signal } = options;
  const limits = { ...readingLimits, ...options.limits };
  const thread = readingThread(options.thread, limits, signal);
  const apis: ImportedApi[] = [];
  const problems: ImportProblem[] = [];
  for (const [done, path] of paths.entries()) {
    const file = basename(path);
    onProgress?.({ done, total: paths.length, file });
    const bytes = await readBytes(path, limits.bytes, signal);
    const api = bytes.ok ? await thread.read({ bytes: bytes.value, file }) : bytes;
    if (api.ok) apis.push(api.value);
    else problems.push({ file, error: api.error });
  }
  await thread.end();
  onProgress?.({ done: paths.length, total: paths.length, file: undefined });
  return { apis, problems };
}

async function readBytes(
  path: string,
  limit: number,
  signal: AbortSignal | undefined,
): Promise<Result<Uint8Array, AppError>> {
  const name = basename(path);
  if (signal?.aborted) return err(appError('call/cancelled'));
  try {
    const stats = await stat(path);
    if (!stats.isFile()) {
      // Opening a pipe or a device could wait for ever.
      const reason = stats.isDirectory() ? 'directory' : 'not-a-file';
      return err(appError('file/unreadable', { detail: { name, reason } }));
    }
    if (stats.size > limit) return err(tooLarge(name, stats.size, limit));
    // Not a byte past the limit, even if the file grows under our hands.
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
