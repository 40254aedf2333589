import { type Api, type ApiDraft, apiTitle } from '../../../shared/domain/api.ts';
import type { ApiId } from '../../../shared/domain/ids.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { findBusinessPlan } from '../business-plans/repository.ts';
import { findApi, findApiByName } from './repository.ts';

/** The API, or `missing/api`. */
export function requireApi(db: ReadableDb, id: ApiId): Result<Api, AppError> {
  const api = findApi(db, id);
  return api === undefined ? err(appError('missing/api')) : ok(api);
}

/**
 * Whether a draft may be stored, as a new API or as `self`.
 *
 * @returns null, or `field/taken` when another API has this name and version, or
 *   `missing/business-plan`.
 */
export function refuseApi(db: ReadableDb, draft: ApiDraft, self: ApiId | null): AppError | null {
  const duplicate = findApiByName(db, draft.name, draft.version);
  if (duplicate !== undefined && duplicate !== self) {
    return appError('field/taken', { field: 'name', detail: { name: apiTitle(draft) } });
  }
  const unknown = draft.businessPlanIds.some((id) => findBusinessPlan(db, id) === undefined);
  return unknown ? appError('missing/business-plan', { field: 'businessPlanIds' }) : null;
}
