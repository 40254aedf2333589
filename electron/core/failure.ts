import { type AppError, appError } from '../../shared/errors.ts';
import { databaseError } from '../base/database/database-error.ts';

/** Turns a handler's exception into one of our errors. @param report gets defects, no secrets. */
export function failure(error: unknown, file: string, report: (error: unknown) => void): AppError {
  try {
    return databaseError(error, file);
  } catch {
    report(error);
    return appError('internal');
  }
}
