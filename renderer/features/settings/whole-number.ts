import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';

/** Reads what was typed as a count: `field/required` or `field/not-a-whole-number` at the field. */
export function readWholeNumber(text: string, field: string): Result<number, AppError> {
  const typed = text.trim();
  if (typed === '') return err(appError('field/required', { field }));
  if (!/^\d+$/.test(typed)) return err(appError('field/not-a-whole-number', { field }));
  return ok(Number(typed));
}
