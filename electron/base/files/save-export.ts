import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../context/context.ts';
import { beginFile, type FileMode, saveFile } from './save-file.ts';

/**
 * Saves data from an open workspace; text in parts is read and written part by part. If the workspace was locked while a person chose the place or
 * a key was derived, nothing is written, since the export couldn't be logged.
 *
 * @returns the path, `workspace/locked`, or the errors of `saveFile`.
 */
export async function saveExport(
  { db }: Pick<WriteContext, 'db'>,
  path: string,
  text: string | Uint8Array | Iterable<string>,
  mode?: FileMode,
): Promise<Result<string, AppError>> {
  if (!db.open) return locked;
  if (typeof text === 'string' || text instanceof Uint8Array) return saveFile(path, text, mode);
  const begun = await beginFile(path, mode);
  if (!begun.ok) return begun;
  const file = begun.value;
  for (const part of inParts(text)) {
    const written = await file.write(part);
    if (!written.ok) return written;
    if (db.open) continue;
    // The next part would be read from a closed database.
    await file.discard();
    return locked;
  }
  return file.finish();
}

const locked = err(appError('workspace/locked'));

/** Characters of one write. */
const PART = 2 ** 16;

/** Joins small parts: a write for each line would take longer than reading it. */
function* inParts(texts: Iterable<string>): Generator<string, void, undefined> {
  let part = '';
  for (const text of texts) {
    part += text;
    if (part.length < PART) continue;
    yield part;
    part = '';
  }
  if (part !== '') yield part;
}
