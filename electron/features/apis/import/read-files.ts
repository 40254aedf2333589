import { basename } from 'node:path';
import type { ImportedApi, ImportProblem } from '../../../../shared/domain/imported-api.ts';
import { readFileUpTo } from '../../../base/files/read-file.ts';
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
 * Errors of a file are those of `readFileUpTo` and of `readingThread`.
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
    const bytes = await readFileUpTo(path, limits.bytes, signal);
    const api = bytes.ok ? await thread.read({ bytes: bytes.value, file }) : bytes;
    if (api.ok) apis.push(api.value);
    else problems.push({ file, error: api.error });
  }
  await thread.end();
  onProgress?.({ done: paths.length, total: paths.length, file: undefined });
  return { apis, problems };
}
