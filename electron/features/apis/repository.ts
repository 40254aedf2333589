import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Api,
  type ApiDraft,
  type ApiSummary,
  apiSchema,
  apiSummarySchema,
} from '../../../shared/domain/api.ts';
import { type ApiId, apiIdSchema, businessPlanIdSchema } from '../../../shared/domain/ids.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import {
  all,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { inPages } from '../../base/database/in-pages.ts';
import { json } from '../../base/database/values.ts';

/** Subscriptions count while neither they nor their application are in the bin. */
const LIVING_SUBSCRIPTION = `
  FROM subscription s JOIN application a ON a.id = s.application_id
  WHERE s.api_id = api.id AND s.deleted_at IS NULL AND a.deleted_at IS NULL`;

const COMMON = `
  api.id, api.name, api.version, api.context, api.provider, api.updated_at AS updatedAt,
  (SELECT json_group_array(json_array(p.position, o.business_plan_id)) FROM api_business_plan o
   JOIN business_plan p ON p.id = o.business_plan_id
   WHERE o.api_id = api.id) AS businessPlanIds,
  (SELECT count(*) FROM (SELECT DISTINCT s.application_id ${LIVING_SUBSCRIPTION})
  ) AS applicationCount`;

/** In the order in which the plans are listed. */
const offeredPlans = json(z.array(z.tuple([z.number(), businessPlanIdSchema]))).transform((plans) =>
  plans.toSorted(([one], [other]) => one - other).map(([, id]) => id),
);

const summaryRow = apiSummarySchema.extend({ businessPlanIds: offeredPlans });

const listedRow = summaryRow.extend({ nameKey: z.string() });

/** All, by name and version: read page by page, so that none is longer than another. */
export function listApis(db: ReadableDb): ApiSummary[] {
  return [
    ...inPages((last: z.infer<typeof listedRow> | undefined, limit) =>
      z.array(listedRow).parse(
        all(
          db,
          `SELECT ${COMMON}, api.name_key AS nameKey,
           (SELECT count(*) FROM api_scope c WHERE c.api_id = api.id) AS scopeCount
         FROM api WHERE api.deleted_at IS NULL AND (api.name_key, api.version) > (?, ?)
         ORDER BY api.name_key, api.version LIMIT ?`,
          last?.nameKey ?? '',
          last?.version ?? '',
          limit,
        ),
      ),
    ),
  ].map(({ nameKey: _nameKey, ...summary }) => summary);
}

const apiRow = apiSchema.omit({ scopes: true }).extend({
  // An older version let the only plan be deleted: such an API is readable, so that it can be fixed.
  businessPlanIds: offeredPlans,
  description: z.string(),
});

export function findApi(db: ReadableDb, id: ApiId): Api | undefined {
  const row = first(
    db,
    `SELECT ${COMMON}, api.description, api.created_at AS createdAt,
       (SELECT count(*) ${LIVING_SUBSCRIPTION}) AS subscriptionCount
     FROM api WHERE api.id = ? AND api.deleted_at IS NULL`,
    id,
  );
  if (row === undefined) return undefined;
  return { ...apiRow.parse(row), scopes: scopesOf(db, id) };
}

function scopesOf(db: ReadableDb, id: ApiId) {
  const rows = all(
    db,
    `SELECT name, display_name AS displayName, description
     FROM api_scope WHERE api_id = ? ORDER BY position`,
    id,
  );
  return apiSchema.shape.scopes.parse(rows);
}

const idRow = z.object({ id: apiIdSchema }).optional();

/** The living API of this name and version: by these two, gateways tell APIs apart. */
export function findApiByName(db: ReadableDb, name: string, version: string): ApiId | undefined {
  const row = first(
    db,
    'SELECT id FROM api WHERE name_key = ? AND version = ? AND deleted_at IS NULL',
    nameKey(name),
    version,
  );
  return idRow.parse(row)?.id;
}

export function insertApi(db: WritableDb, draft: ApiDraft, now: number): ApiId {
  const id = apiIdSchema.parse(randomUUID());
  runOne(
    db,
    `INSERT INTO api
       (id, name, name_key, version, context, provider, description, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    draft.name,
    nameKey(draft.name),
    draft.version,
    draft.context,
    draft.provider,
    draft.description,
    now,
    now,
  );
  writeParts(db, id, draft);
  return id;
}

export function updateApi(db: WritableDb, id: ApiId, draft: ApiDraft, now: number): void {
  runOne(
    db,
    `UPDATE api SET name = ?, name_key = ?, version = ?, context = ?, provider = ?,
       description = ?, updated_at = ?
     WHERE id = ? AND deleted_at IS NULL`,
    draft.name,
    nameKey(draft.name),
    draft.version,
    draft.context,
    draft.provider,
    draft.description,
    now,
    id,
  );
  // Those that stay keep their row: a scope that goes or comes makes tokens stale.
  run(
    db,
    'DELETE FROM api_scope WHERE api_id = ? AND name NOT IN (SELECT value FROM json_each(?))',
    id,
    JSON.stringify(draft.scopes.map(({ name }) => name)),
  );
  run(db, 'DELETE FROM api_business_plan WHERE api_id = ?', id);
  writeParts(db, id, draft);
}

function writeParts(db: WritableDb, id: ApiId, draft: ApiDraft): void {
  for (const [position, scope] of draft.scopes.entries()) {
    runOne(
      db,
      `INSERT INTO api_scope (api_id, name, display_name, description, position)
       VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (api_id, name) DO UPDATE SET display_name = excluded.display_name,
         description = excluded.description, position = excluded.position`,
      id,
      scope.name,
      scope.displayName,
      scope.description,
      position,
    );
  }
  for (const planId of new Set(draft.businessPlanIds)) {
    runOne(
      db,
      'INSERT INTO api_business_plan (api_id, business_plan_id) VALUES (?, ?)',
      id,
      planId,
    );
  }
}

export function deleteApi(db: WritableDb, id: ApiId, now: number): void {
  runOne(db, 'UPDATE api SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL', now, id);
}
