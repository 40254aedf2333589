import type { Application } from '../../../shared/domain/application.ts';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import {
  applicationNameTaken,
  findApplication,
  findIssuingApplication,
  type IssuingApplication,
} from './repository.ts';

/** The application, or `missing/application`. `now` (ms) decides which tokens are active. */
export function requireApplication(
  db: ReadableDb,
  id: ApplicationId,
  now: number,
): Result<Application, AppError> {
  const application = findApplication(db, id, now);
  return application === undefined ? err(appError('missing/application')) : ok(application);
}

/** The same, with what goes into a token. */
export function requireIssuing(
  db: ReadableDb,
  id: ApplicationId,
): Result<IssuingApplication, AppError> {
  const application = findIssuingApplication(db, id);
  return application === undefined ? err(appError('missing/application')) : ok(application);
}

/** `field/taken` when another application has the name, ignoring case; else null. */
export function refuseName(
  db: ReadableDb,
  name: string,
  self: ApplicationId | null,
): AppError | null {
  if (!applicationNameTaken(db, name, self)) return null;
  return appError('field/taken', { field: 'name', detail: { name } });
}
