import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type BusinessPlan,
  type BusinessPlanDraft,
  businessPlanSchema,
} from '../../shared/domain/business-plan.ts';
import { type BusinessPlanId, businessPlanIdSchema } from '../../shared/domain/ids.ts';
import { nameKey } from '../../shared/domain/text.ts';
import { all, first, type ReadableDb, runOne, type WritableDb } from '../database/database.ts';

const SELECT = `
  SELECT p.id, p.name, p.description, p.requests_per_minute AS requestsPerMinute,
    (SELECT count(*) FROM subscription s
       JOIN application a ON a.id = s.application_id
       JOIN api ON api.id = s.api_id
     WHERE s.business_plan_id = p.id AND s.deleted_at IS NULL
       AND a.deleted_at IS NULL AND api.deleted_at IS NULL) AS subscriptionCount
  FROM business_plan p`;

export function listBusinessPlans(db: ReadableDb): BusinessPlan[] {
  return z.array(businessPlanSchema).parse(all(db, `${SELECT} ORDER BY p.position, p.name`));
}

export function findBusinessPlan(db: ReadableDb, id: BusinessPlanId): BusinessPlan | undefined {
  return businessPlanSchema.optional().parse(first(db, `${SELECT} WHERE p.id = ?`, id));
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

export function insertBusinessPlan(db: WritableDb, draft: BusinessPlanDraft): BusinessPlanId {
  const id = businessPlanIdSchema.parse(randomUUID());
  runOne(
    db,
    `INSERT INTO business_plan (id, name, name_key, description, requests_per_minute, position)
     VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM business_plan))`,
    id,
    draft.name,
    nameKey(draft.name),
    draft.description,
    draft.requestsPerMinute,
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

export function deleteBusinessPlan(db: WritableDb, id: BusinessPlanId): void {
  runOne(db, 'DELETE FROM business_plan WHERE id = ?', id);
}

/** Whether any subscription, in the bin or not, still names the plan. */
export function businessPlanInUse(db: ReadableDb, id: BusinessPlanId): boolean {
  return (
    first(db, 'SELECT 1 FROM subscription WHERE business_plan_id = ? LIMIT 1', id) !== undefined
  );
}
