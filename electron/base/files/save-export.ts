import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';
import type { WriteContext } from '../context/context.ts';
import { type FileMode, saveFile } from './save-file.ts';

/**
 * Saves data from an open workspace. If the workspace was locked while a person chose the place or
 * a key was derived, nothing is written, since the export couldn't be logged.
 *
 * @returns the path, `workspace/locked`, or the errors of `saveFile`.
 */
export async function saveExport(
  { db }: Pick<WriteContext, 'db'>,
  path: string,
  text: string,
  mode?: FileMode,
): Promise<Result<string, AppError>> {
  return db.open ? saveFile(path, text, mode) : err(appError('workspace/locked'));
}
