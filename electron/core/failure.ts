import { type AppError, appError } from '../../shared/errors.ts';
import { databaseError } from '../base/database/database-error.ts';

/** What a handler threw, as an error of ours. @param report told of a defect; never of a secret. */
export function failure(error: unknown, file: string, report: (error: unknown) => void): AppError {
  try {
    return databaseError(error, file);
  } catch {
    report(error);
    return appError('internal');
  }
}
