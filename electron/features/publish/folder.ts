import { dirname, join } from 'node:path';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { makeFolderNow } from '../../base/disk/make-folder.ts';
import { readFileUpTo } from '../../base/files/read-file.ts';
import { fileError, saveFile } from '../../base/files/save-file.ts';

/** A web server that runs as another user must find the files. */
const FOLDER_MODE = 0o755;

/** Bytes: more than a list of all tokens that a workspace can hold. */
const LIMIT = 512 * 1024 * 1024;

/** A file's content, or null if it can't be read and must be written again. */
export async function readPublished(folder: string, path: string): Promise<string | null> {
  const bytes = await readFileUpTo(join(folder, path), LIMIT);
  return bytes.ok ? Buffer.from(bytes.value).toString('utf8') : null;
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
    const target = join(folder, path);
    try {
      makeFolderNow(dirname(target), FOLDER_MODE);
    } catch (error) {
      return err(fileError(error, path));
    }
    const saved = await saveFile(target, text, 'public');
    if (!saved.ok) return saved;
    written.push(path);
  }
  return ok(written);
}
