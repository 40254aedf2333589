import type { BusinessPlan, BusinessPlanDraft } from '../../../shared/domain/business-plan.ts';
import type { BusinessPlanId } from '../../../shared/domain/ids.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { findBusinessPlan, listNeedingFromBin, listOfferingOnly } from './repository.ts';

/** The SLA tiers of a new workspace; names and rates are WSO2's. */
export const firstBusinessPlans: readonly BusinessPlanDraft[] = [
  { name: 'Bronze', description: '1000 requests per minute', requestsPerMinute: 1000 },
  { name: 'Silver', description: '2000 requests per minute', requestsPerMinute: 2000 },
  { name: 'Gold', description: '5000 requests per minute', requestsPerMinute: 5000 },
  {
    name: 'Unlimited',
    description: 'Unlimited requests',
    requestsPerMinute: null,
  },
];

/** The plan, or `missing/business-plan`. */
export function theBusinessPlan(
  db: ReadableDb,
  id: BusinessPlanId,
): Result<BusinessPlan, AppError> {
  const plan = findBusinessPlan(db, id);
  return plan === undefined ? err(appError('missing/business-plan')) : ok(plan);
}

/** The most items that a message names. */
const NAMED = 3;

function naming(plan: BusinessPlan, names: readonly string[]) {
  const more = names.length - NAMED;
  const detail = { name: plan.name, what: names.slice(0, NAMED).join(', ') };
  return { detail: more > 0 ? { ...detail, more } : detail };
}

/**
 * Whether a plan may be deleted.
 *
 * @returns null, or `business-plan/in-use` for current subscriptions, `business-plan/only-one` for
 *   APIs that offer no other plan, `business-plan/in-bin` for what couldn't be restored.
 */
export function refuseDeletion(db: ReadableDb, plan: BusinessPlan): AppError | null {
  if (plan.subscriptionCount > 0) {
    return appError('business-plan/in-use', { detail: { name: plan.name } });
  }
  const offering = listOfferingOnly(db, plan.id);
  if (offering.length > 0) return appError('business-plan/only-one', naming(plan, offering));
  const binned = listNeedingFromBin(db, plan.id);
  return binned.length > 0 ? appError('business-plan/in-bin', naming(plan, binned)) : null;
}
