import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { SomeHandlers } from '../../base/context/context.ts';
import { inTransaction } from '../../base/database/database.ts';
import {
  businessPlanNameTaken,
  deleteBusinessPlan,
  insertBusinessPlan,
  listBusinessPlans,
  listOffering,
  offerPlan,
  positionOf,
  updateBusinessPlan,
} from './repository.ts';
import { refuseDeletion, theBusinessPlan } from './rules.ts';

function nameTaken(name: string): Result<never, AppError> {
  return err(appError('field/taken', { field: 'name', detail: { name } }));
}

export const businessPlanHandlers = {
  'business-plan:list': ({ db }) => ok(listBusinessPlans(db)),

  'business-plan:create': ({ db, activity }, { offeredBy = [], position, ...draft }) =>
    inTransaction(db, () => {
      if (businessPlanNameTaken(db, draft.name, null)) return nameTaken(draft.name);
      const id = insertBusinessPlan(db, draft, position);
      for (const apiId of offeredBy) offerPlan(db, apiId, id);
      activity.record({ kind: 'business-plan/created', subject: draft.name });
      return theBusinessPlan(db, id);
    }),

  'business-plan:update': ({ db, activity }, { id, ...draft }) =>
    inTransaction(db, () => {
      const plan = theBusinessPlan(db, id);
      if (!plan.ok) return plan;
      if (businessPlanNameTaken(db, draft.name, id)) return nameTaken(draft.name);
      updateBusinessPlan(db, id, draft);
      activity.record({ kind: 'business-plan/updated', subject: draft.name });
      return theBusinessPlan(db, id);
    }),

  'business-plan:delete': ({ db, activity }, { id }) =>
    inTransaction(db, () => {
      const plan = theBusinessPlan(db, id);
      if (!plan.ok) return plan;
      const refusal = refuseDeletion(db, plan.value);
      if (refusal !== null) return err(refusal);
      const offeredBy = listOffering(db, id);
      const position = positionOf(db, id);
      deleteBusinessPlan(db, id);
      activity.record({ kind: 'business-plan/deleted', subject: plan.value.name });
      return ok({ offeredBy, position });
    }),
} satisfies SomeHandlers;
