import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type BusinessPlan,
  type BusinessPlanDraft,
  businessPlanSchema,
} from '../../../shared/domain/business-plan.ts';
import {
  type ApiId,
  apiIdSchema,
  type BusinessPlanId,
  businessPlanIdSchema,
  MOST_APIS,
} from '../../../shared/domain/ids.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import {
  all,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { compareText } from '../../base/database/values.ts';

const SELECT = `
  SELECT p.id, p.name, p.description, p.requests_per_minute AS requestsPerMinute,
    p.subscription_count AS subscriptionCount
  FROM business_plan p`;

export function listBusinessPlans(db: ReadableDb): BusinessPlan[] {
  return readable(businessPlanSchema, all(db, `${SELECT} ORDER BY p.position, p.name`));
}

const foundBusinessPlan = businessPlanSchema.optional();

export function findBusinessPlan(db: ReadableDb, id: BusinessPlanId): BusinessPlan | undefined {
  return foundBusinessPlan.parse(first(db, `${SELECT} WHERE p.id = ?`, id));
}

export function businessPlanNameTaken(
  db: ReadableDb,
  name: string,
  except: BusinessPlanId | null,
): boolean {
  const row = first(
    db,
    'SELECT 1 FROM business_plan WHERE name_key = ? AND id IS NOT ?',
    nameKey(name),
    except,
  );
  return row !== undefined;
}

/** Its place in the list, from 1. @throws if there is no such plan. */
export function positionOf(db: ReadableDb, id: BusinessPlanId): number {
  const row = first(db, 'SELECT position FROM business_plan WHERE id = ?', id);
  return z.object({ position: z.number() }).parse(row).position;
}

/** @param position its place in the list; the last one if it is left out. */
export function insertBusinessPlan(
  db: WritableDb,
  draft: BusinessPlanDraft,
  position?: number,
): BusinessPlanId {
  const id = businessPlanIdSchema.parse(randomUUID());
  runOne(
    db,
    `INSERT INTO business_plan (id, name, name_key, description, requests_per_minute, position)
     VALUES (?, ?, ?, ?, ?,
       coalesce(?, (SELECT coalesce(max(position), 0) + 1 FROM business_plan)))`,
    id,
    draft.name,
    nameKey(draft.name),
    draft.description,
    draft.requestsPerMinute,
    position ?? null,
  );
  return id;
}

export function updateBusinessPlan(
  db: WritableDb,
  id: BusinessPlanId,
  draft: BusinessPlanDraft,
): void {
  runOne(
    db,
    `UPDATE business_plan SET name = ?, name_key = ?, description = ?, requests_per_minute = ?
     WHERE id = ?`,
    draft.name,
    nameKey(draft.name),
    draft.description,
    draft.requestsPerMinute,
    id,
  );
}

/** The APIs that offer a plan, those in the bin included: at most {@link MOST_APIS}. */
export function listOffering(db: ReadableDb, id: BusinessPlanId): ApiId[] {
  const rows = all(
    db,
    'SELECT api_id AS id FROM api_business_plan WHERE business_plan_id = ? LIMIT ?',
    id,
    MOST_APIS,
  );
  return z
    .array(z.object({ id: apiIdSchema }))
    .parse(rows)
    .map((row) => row.id);
}

/** Lets an API offer a plan; nothing happens if the API no longer exists. */
export function offerPlan(db: WritableDb, apiId: ApiId, id: BusinessPlanId): void {
  run(
    db,
    `INSERT OR IGNORE INTO api_business_plan (api_id, business_plan_id)
     SELECT id, ? FROM api WHERE id = ?`,
    id,
    apiId,
  );
}

export function deleteBusinessPlan(db: WritableDb, id: BusinessPlanId): void {
  runOne(db, 'DELETE FROM business_plan WHERE id = ?', id);
}

const namesSchema = z.array(z.object({ name: z.string() }));

function names(db: ReadableDb, sql: string, ...ids: BusinessPlanId[]): string[] {
  const found = namesSchema.parse(all(db, sql, ...ids)).map(({ name }) => name);
  return found.toSorted(compareText);
}

const ONLY_OFFER = `
  SELECT api.name || ' ' || api.version AS name
  FROM api_business_plan o CROSS JOIN api ON api.id = o.api_id
  WHERE o.business_plan_id = ?
    AND (SELECT count(*) FROM api_business_plan n WHERE n.api_id = api.id) = 1`;

/** APIs that offer only this plan, those in the bin excluded. */
export function listOfferingOnly(db: ReadableDb, id: BusinessPlanId): string[] {
  return names(db, `${ONLY_OFFER} AND api.deleted_at IS NULL`, id);
}

/** Everything in the bin that uses the plan. */
function inBin(name: string, deletedAt: string): string {
  return `
    SELECT ${name} AS name
    FROM subscription s
      CROSS JOIN application a ON a.id = s.application_id
      CROSS JOIN api ON api.id = s.api_id
      CROSS JOIN business_plan p ON p.id = s.business_plan_id
    WHERE s.business_plan_id = ? AND ${deletedAt} IS NOT NULL`;
}

/**
 * What couldn't be restored from the bin without the plan, by its name there: subscriptions on it,
 * alone or with their application or API, and APIs that offer no other plan.
 */
export function listNeedingFromBin(db: ReadableDb, id: BusinessPlanId): string[] {
  const api = "api.name || ' ' || api.version";
  const needing = [
    inBin('a.name', 'a.deleted_at'),
    inBin(api, 'api.deleted_at'),
    inBin(`a.name || ': ' || ${api} || ', ' || p.name`, 's.deleted_at'),
    `${ONLY_OFFER} AND api.deleted_at IS NOT NULL`,
  ];
  return [...new Set(needing.flatMap((sql) => names(db, sql, id)))].toSorted(compareText);
}
