import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../context/context.ts';
import { saveFile } from './save-file.ts';

/**
 * Saves what comes out of an open workspace. A lock may have come while a person chose the place or
 * while a key was derived: then nothing is written, since it could not be logged either.
 *
 * @returns the path, `workspace/locked`, or the errors of `saveFile`.
 */
export async function saveExport(
  { db }: Pick<WriteContext, 'db'>,
  path: string,
  text: string,
): Promise<Result<string, AppError>> {
  return db.open ? saveFile(path, text) : err(appError('workspace/locked'));
}
