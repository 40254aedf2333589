import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type Api,
  type ApiDraft,
  type ApiSort,
  type ApiSummary,
  apiSchema,
  apiSummarySchema,
  versionedContext,
} from '../../../shared/domain/api.ts';
import {
  type ApiId,
  type ApplicationId,
  apiIdSchema,
  type BusinessPlanId,
  businessPlanIdSchema,
} from '../../../shared/domain/ids.ts';
import { folded, nameKey, orderKey } from '../../../shared/domain/text.ts';
import {
  all,
  countRow,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import {
  countFound,
  inOrder,
  type Listed,
  type Order,
  type PageQuery,
  pageOf,
  placeOfName,
  rowsOf,
} from '../../base/database/lists.ts';
import { readable } from '../../base/database/readable.ts';
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
  api.application_count AS applicationCount`;

/** In the order of the plan list. */
const offeredPlans = json(z.array(z.tuple([z.number(), businessPlanIdSchema]))).transform((plans) =>
  plans.toSorted(([one], [other]) => one - other).map(([, id]) => id),
);

const summaryRow = apiSummarySchema.extend({ businessPlanIds: offeredPlans });

const listedRow = summaryRow.extend({ row: z.number() });

const listed: Listed = { table: 'api', rowid: 'sequence', search: 'api_search' };

const orders: Readonly<Record<ApiSort, Order>> = {
  name: { index: 'api_in_order', by: 'name_order', isDescending: false },
  context: { index: 'api_by_context', by: 'context_key', isDescending: false },
  used: { index: 'api_by_use', by: 'application_count', isDescending: true },
  changed: { index: 'api_by_change', by: 'updated_at', isDescending: true },
};

export interface ApiQuery extends PageQuery {
  readonly sort?: ApiSort | undefined;
  /** Only APIs with this name, ignoring case. */
  readonly name?: string | undefined;
  /** Only APIs that the application is subscribed to. */
  readonly subscribedBy?: ApplicationId | undefined;
  /** Only APIs with these ids. */
  readonly ids?: readonly ApiId[] | undefined;
}

/** A page of APIs. */
export function listApis(db: ReadableDb, query: ApiQuery): readonly ApiSummary[] {
  return summariesOf(db, pageOfApis(db, query));
}

function summariesOf(db: ReadableDb, page: readonly number[]): readonly ApiSummary[] {
  const rows = all(
    db,
    `SELECT ${COMMON}, api.sequence AS row,
       (SELECT count(*) FROM api_scope c WHERE c.api_id = api.id) AS scopeCount
     FROM api WHERE api.sequence IN (SELECT value FROM json_each(?))`,
    JSON.stringify(page),
  );
  return inOrder(page, readable(listedRow, rows)).map(({ row: _row, ...summary }) => summary);
}

/** The position, by name, of the first API whose name starts with `typed`. */
export function apiPlace(db: ReadableDb, typed: string): number | null {
  return placeOfName(db, listed, typed);
}

export function countApis(db: ReadableDb, search: string): number {
  return countFound(db, listed, search);
}

/** The number of APIs that offer a business plan. */
export function countOffering(db: ReadableDb, businessPlanId: BusinessPlanId): number {
  const row = first(
    db,
    `SELECT count(*) AS count FROM api_business_plan o CROSS JOIN api ON api.id = o.api_id
     WHERE o.business_plan_id = ? AND api.deleted_at IS NULL`,
    businessPlanId,
  );
  return countRow.parse(row).count;
}

function pageOfApis(db: ReadableDb, query: ApiQuery): readonly number[] {
  const { name, subscribedBy, ids, limit, sort = 'name' } = query;
  if (name !== undefined) {
    return rowsOf(
      all(
        db,
        `SELECT sequence AS row FROM api WHERE name_key = ? AND deleted_at IS NULL
         ORDER BY version LIMIT ?`,
        nameKey(name),
        limit,
      ),
    );
  }
  if (ids !== undefined) {
    return rowsOf(
      all(
        db,
        `SELECT api.sequence AS row FROM json_each(?) v CROSS JOIN api ON api.id = v.value
         WHERE api.deleted_at IS NULL`,
        JSON.stringify([...new Set(ids)]),
      ),
    );
  }
  if (subscribedBy !== undefined) {
    return rowsOf(
      all(
        db,
        `SELECT api.sequence AS row
         FROM (SELECT DISTINCT api_id FROM subscription
               WHERE application_id = ? AND deleted_at IS NULL) s
         CROSS JOIN api ON api.id = s.api_id
         WHERE api.deleted_at IS NULL`,
        subscribedBy,
      ),
    );
  }
  return pageOf(db, listed, orders[sort], query);
}

const apiRow = apiSchema.omit({ scopes: true }).extend({
  // An older version allowed deleting the only plan; such an API stays readable so it can be fixed.
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
  return readable(apiSchema.shape.scopes.element, rows);
}

const idRow = z.object({ id: apiIdSchema }).optional();

/** The API of this name and version that isn't deleted: gateways identify APIs by these two. */
export function findApiByName(db: ReadableDb, name: string, version: string): ApiId | undefined {
  const row = first(
    db,
    'SELECT id FROM api WHERE name_key = ? AND version = ? AND deleted_at IS NULL',
    nameKey(name),
    version,
  );
  return idRow.parse(row)?.id;
}

/** The address by which a gateway finds the API for a request, ignoring case. */
function addressOf({ context, version }: Pick<ApiDraft, 'context' | 'version'>): string {
  return versionedContext(context, version).toLowerCase();
}

/**
 * The APIs, not in the bin, that have the name and version of one of these, or its context as
 * written or as compared.
 */
export function apisLike(
  db: ReadableDb,
  apis: readonly Pick<ApiDraft, 'name' | 'version' | 'context'>[],
): readonly ApiSummary[] {
  const having = (index: string, condition: string, values: readonly unknown[]) =>
    rowsOf(
      all(
        db,
        `SELECT api.sequence AS row FROM json_each(?) v CROSS JOIN api INDEXED BY ${index}
         WHERE ${condition} AND api.deleted_at IS NULL`,
        JSON.stringify(values),
      ),
    );
  const rows = [
    ...having(
      'api_by_name',
      "api.name_key = v.value ->> 'name' AND api.version = v.value ->> 'version'",
      apis.map(({ name, version }) => ({ name: nameKey(name), version })),
    ),
    ...having(
      'api_by_context',
      'api.context_key = v.value',
      apis.map(({ context }) => context.toLowerCase()),
    ),
    ...having('api_by_address', 'api.address = v.value', apis.map(addressOf)),
  ];
  return summariesOf(db, [...new Set(rows)]);
}

/** The text that a search for APIs matches. */
function searchText({ name, version, context, provider }: ApiDraft): string {
  return folded([name, version, context, provider].join('\n'));
}

export function insertApi(db: WritableDb, draft: ApiDraft, now: number): ApiId {
  const id = apiIdSchema.parse(randomUUID());
  runOne(
    db,
    `INSERT INTO api
       (id, name, name_key, name_order, search_text, version, context, context_key, address,
        provider, description, created_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    draft.name,
    nameKey(draft.name),
    orderKey(draft.name, draft.version),
    searchText(draft),
    draft.version,
    draft.context,
    draft.context.toLowerCase(),
    addressOf(draft),
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
    `UPDATE api SET name = ?, name_key = ?, name_order = ?, search_text = ?, version = ?,
       context = ?, context_key = ?, address = ?, provider = ?, description = ?, updated_at = ?
     WHERE id = ? AND deleted_at IS NULL`,
    draft.name,
    nameKey(draft.name),
    orderKey(draft.name, draft.version),
    searchText(draft),
    draft.version,
    draft.context,
    draft.context.toLowerCase(),
    addressOf(draft),
    draft.provider,
    draft.description,
    now,
    id,
  );
  // Unchanged scopes keep their rows, because adding or removing a scope makes tokens stale.
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
