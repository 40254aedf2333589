import { randomUUID } from 'node:crypto';
import { open, realpath, rename, rm } from 'node:fs/promises';
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
  // Through a link to the file that it means, as an editor would save it.
  const target = await realpath(path).catch(() => path);
  const folder = dirname(target);
  const temporary = join(folder, `.latchkey-${randomUUID()}`);
  try {
    // 'wx' follows no link that another user may have laid there.
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    return err(fileError(error, path));
  }
  await syncFolder(folder);
  return ok(path);
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
