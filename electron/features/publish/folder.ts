import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { fileError } from '../../base/files/save-file.ts';

/** Nothing in it is secret, and a web server that runs as another user must read it. */
const FILE_MODE = 0o644;
const FOLDER_MODE = 0o755;

/** A file's content, or null if it can't be read and must be written again. */
export async function readPublished(folder: string, path: string): Promise<string | null> {
  return readFile(join(folder, path), 'utf8').catch(() => null);
}

/**
 * Writes the files whose content changed, each at once or not at all, in the order given: a server
 * may answer between two of them.
 *
 * @returns the paths that were written.
 */
export async function writeChanged(
  folder: string,
  files: ReadonlyMap<string, string>,
): Promise<Result<readonly string[], AppError>> {
  const written: string[] = [];
  for (const [path, text] of files) {
    if ((await readPublished(folder, path)) === text) continue;
    try {
      await writePublic(join(folder, path), text);
    } catch (error) {
      return err(fileError(error, path));
    }
    written.push(path);
  }
  return ok(written);
}

async function writePublic(path: string, text: string): Promise<void> {
  const parent = dirname(path);
  await mkdir(parent, { recursive: true, mode: FOLDER_MODE });
  const temporary = join(parent, `.latchkey-${randomUUID()}`);
  try {
    const handle = await open(temporary, 'wx', FILE_MODE);
    try {
      // The process's umask may have removed permissions.
      await handle.chmod(FILE_MODE);
      await handle.writeFile(text, 'utf8');
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
