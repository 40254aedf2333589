import type { AppError } from '../../shared/errors.ts';
import type { Result } from '../../shared/result.ts';

/** The value of a result; throws if it is an error. */
export function given<T>(result: Result<T, AppError>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
