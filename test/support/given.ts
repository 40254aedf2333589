import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';

/** What a result holds; throws its error. */
export function given<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
