import type { BusinessPlan, BusinessPlanDraft } from '../../shared/domain/business-plan.ts';
import type { BusinessPlanId } from '../../shared/domain/ids.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import type { ReadableDb } from '../database/database.ts';
import { findBusinessPlan } from './repository.ts';

/** The SLA tiers that every workspace begins with; names and rates are WSO2's. */
export const firstBusinessPlans: readonly BusinessPlanDraft[] = [
  { name: 'Bronze', description: '1000 requests a minute', requestsPerMinute: 1000 },
  { name: 'Silver', description: '2000 requests a minute', requestsPerMinute: 2000 },
  { name: 'Gold', description: '5000 requests a minute', requestsPerMinute: 5000 },
  {
    name: 'Unlimited',
    description: 'As many requests as the gateway takes',
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
