import { randomUUID } from 'node:crypto';
import { type FileHandle, open, realpath, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/**
 * Writes a file whole or not at all, readable by its owner alone (mode 0600), and waits for the
 * disk to have it. What stood at `path` before stays as it was until then.
 *
 * @returns the path, `file/disk-full` or `file/unwritable`.
 */
export async function saveFile(path: string, text: string): Promise<Result<string, AppError>> {
  const begun = await beginFile(path);
  if (!begun.ok) return begun;
  const file = begun.value;
  const written = await file.write(text);
  return written.ok ? file.finish() : written;
}

/** A file that is written piece by piece, and is not there before it is whole. */
export interface UnfinishedFile {
  /** A failure ends it: nothing is left of it then. */
  write(text: string): Promise<Result<null, AppError>>;
  /** @returns the path once the disk has it all. */
  finish(): Promise<Result<string, AppError>>;
  /** Leaves nothing of it. */
  discard(): Promise<void>;
}

/** As `saveFile`, for what is too long to be held at once. */
export async function beginFile(path: string): Promise<Result<UnfinishedFile, AppError>> {
  // Through a link to the file that it means, as an editor would save it.
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  const temporary = join(folder, `.latchkey-${randomUUID()}`);
  let handle: FileHandle | undefined;

  async function attempt<T>(work: () => Promise<T>): Promise<Result<T, AppError>> {
    try {
      return ok(await work());
    } catch (error) {
      await discard();
      return err(fileError(error, path));
    }
  }

  async function discard(): Promise<void> {
    await handle?.close().catch(() => {});
    await rm(temporary, { force: true }).catch(() => {});
  }

  return attempt(async () => {
    // 'wx' follows no link that another user may have laid there.
    const opened = await open(temporary, 'wx', 0o600);
    handle = opened;
    return {
      write: (text) =>
        attempt(async () => {
          await opened.appendFile(text, 'utf8');
          return null;
        }),
      finish: () =>
        attempt(async () => {
          await opened.sync();
          await opened.close();
          handle = undefined;
          await rename(temporary, target);
          await syncFolder(folder);
          return path;
        }),
      discard,
    };
  });
}

/** Makes the new name last. Where folders cannot be opened (Windows) the system sees to it. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // The file is there and whole; only a power cut in this very moment could take its name back.
  }
}

/** What the system says of a file that could not be written, as an error of ours. */
export function fileError(error: unknown, path: string): AppError {
  const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
  const code = reason === 'ENOSPC' || reason === 'EDQUOT' ? 'file/disk-full' : 'file/unwritable';
  return appError(code, { detail: { file: basename(path), reason } });
}
