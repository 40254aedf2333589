import { z } from 'zod';
import {
  DEFAULT_QUOTA,
  firstQuotas,
  type Quota,
  type QuotaDraft,
  quotaDraftSchema,
} from '../../../shared/domain/catalogue.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { countRow, first, type ReadableDb, type WritableDb } from '../../base/database/database.ts';
import { readStored, writeStored } from '../../base/database/stored-setting.ts';

/** Stored as a setting, but not shown as one. */
const STORED = 'perTokenQuotas';
const storedSchema = z
  .array(quotaDraftSchema)
  .min(1)
  .catch([...firstQuotas]);

/** The quotas in their order. */
export function readQuotas(db: ReadableDb): readonly QuotaDraft[] {
  return readStored(db, STORED, storedSchema) ?? firstQuotas;
}

function countWith(db: ReadableDb, name: string): number {
  const row = first(
    db,
    `SELECT count(*) AS count FROM application INDEXED BY application_by_quota
     WHERE per_token_quota = ? AND deleted_at IS NULL`,
    name,
  );
  return countRow.parse(row).count;
}

/** The quotas in their order, each with the number of its applications. */
export function listQuotas(db: ReadableDb): readonly Quota[] {
  return readQuotas(db).map(({ name, requestsPerMinute }) => ({
    name,
    requestsPerMinute,
    applicationCount: countWith(db, name),
  }));
}

/** `field/unknown-choice` for a quota that isn't defined; one that the application has may stay. */
export function refuseQuota(db: ReadableDb, name: string, before?: string): AppError | null {
  const isKnown = name === before || readQuotas(db).some((quota) => quota.name === name);
  return isKnown ? null : appError('field/unknown-choice', { field: 'perTokenQuota' });
}

/**
 * Adds a quota, or changes the one named `before`. The name of one that applications have stays,
 * since their tokens contain it.
 *
 * @param position where a new one goes in the list, from 0; last if it is left out.
 * @returns `field/taken`, `missing/quota`, `quota/default` or `quota/in-use`.
 */
export function saveQuota(
  db: WritableDb,
  before: string | null,
  draft: QuotaDraft,
  position?: number,
): Result<null, AppError> {
  const quotas = readQuotas(db);
  const isTaken = quotas.some(
    ({ name }) => name !== before && nameKey(name) === nameKey(draft.name),
  );
  if (isTaken) {
    return err(appError('field/taken', { field: 'name', detail: { name: draft.name } }));
  }
  if (before === null) {
    writeStored(db, STORED, quotas.toSpliced(position ?? quotas.length, 0, draft));
    return ok(null);
  }
  if (!quotas.some(({ name }) => name === before)) return err(appError('missing/quota'));
  const refusal = draft.name === before ? null : refuseLosing(db, before);
  if (refusal !== null) return err({ ...refusal, field: 'name' });
  const changed = quotas.map((quota) => (quota.name === before ? draft : quota));
  writeStored(db, STORED, changed);
  return ok(null);
}

/** Deletes a quota. @returns `missing/quota`, `quota/default` or `quota/in-use`. */
export function deleteQuota(db: WritableDb, name: string): Result<null, AppError> {
  const quotas = readQuotas(db);
  const left = quotas.filter((quota) => quota.name !== name);
  if (left.length === quotas.length) return err(appError('missing/quota'));
  const refusal = refuseLosing(db, name);
  if (refusal !== null) return err(refusal);
  writeStored(db, STORED, left);
  return ok(null);
}

function refuseLosing(db: ReadableDb, name: string): AppError | null {
  if (name === DEFAULT_QUOTA) return appError('quota/default', { detail: { name } });
  const count = countWith(db, name);
  return count === 0 ? null : appError('quota/in-use', { detail: { name, count } });
}
