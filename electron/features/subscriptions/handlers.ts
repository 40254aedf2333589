import { apiTitle } from '../../../shared/domain/api.ts';
import type { SubscriptionId } from '../../../shared/domain/ids.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import type { NewActivity } from '../../base/context/activity-log.ts';
import type { SomeHandlers, WriteContext } from '../../base/context/context.ts';
import { inTransaction, type ReadableDb } from '../../base/database/database.ts';
import { requireApi } from '../apis/rules.ts';
import { requireApplication } from '../applications/rules.ts';
import { theBusinessPlan } from '../business-plans/rules.ts';
import {
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listSubscriptions,
  type SubscriptionKey,
  setSubscriptionPlan,
  setSubscriptionState,
  subscriptionExists,
} from './repository.ts';

function theSubscription(db: ReadableDb, id: SubscriptionId): Result<Subscription, AppError> {
  const subscription = findSubscription(db, id);
  return subscription === undefined ? err(appError('missing/subscription')) : ok(subscription);
}

/**
 * Whether the application can be subscribed to this API with this plan.
 *
 * @returns nothing, or `missing/api`, `missing/business-plan`,
 *   `subscription/plan-not-offered` or `subscription/duplicate`, at `field`.
 */
function checkSubscription(
  db: ReadableDb,
  key: SubscriptionKey,
  field: string,
): Result<null, AppError> {
  const api = requireApi(db, key.apiId);
  if (!api.ok) return err({ ...api.error, field });
  const plan = theBusinessPlan(db, key.businessPlanId);
  if (!plan.ok) return err({ ...plan.error, field });
  const detail = { api: apiTitle(api.value), plan: plan.value.name };
  if (!api.value.businessPlanIds.includes(key.businessPlanId)) {
    return err(appError('subscription/plan-not-offered', { field, detail }));
  }
  if (subscriptionExists(db, key)) {
    return err(appError('subscription/duplicate', { field, detail }));
  }
  return ok(null);
}

/** Logs a change to a subscription, with the application's name. */
function logSubscription(
  { db, activity, now }: WriteContext,
  kind: NewActivity['kind'],
  subscription: Subscription,
  detail: Record<string, string> = {},
): void {
  const application = requireApplication(db, subscription.applicationId, now());
  activity.record({
    kind,
    subject: application.ok ? application.value.name : '',
    detail: {
      api: `${subscription.apiName} ${subscription.apiVersion}`,
      plan: subscription.businessPlanName,
      ...detail,
    },
  });
}

export const subscriptionHandlers = {
  'subscription:list': ({ db }, { applicationId }) => ok(listSubscriptions(db, applicationId)),

  'subscription:create': (context, { applicationId, choices }) =>
    inTransaction(context.db, () => {
      const { db, now } = context;
      const application = requireApplication(db, applicationId, now());
      if (!application.ok) return application;
      const created: Subscription[] = [];
      for (const [index, choice] of choices.entries()) {
        const key = { applicationId, ...choice };
        const allowed = checkSubscription(db, key, `choices.${index}`);
        if (!allowed.ok) return allowed;
        const subscription = theSubscription(db, insertSubscription(db, key, now()));
        if (!subscription.ok) return subscription;
        logSubscription(context, 'subscription/created', subscription.value);
        created.push(subscription.value);
      }
      return ok(created);
    }),

  'subscription:change-plan': (context, { id, businessPlanId }) =>
    inTransaction(context.db, () => {
      const { db, now } = context;
      const before = theSubscription(db, id);
      if (!before.ok || before.value.businessPlanId === businessPlanId) return before;
      const key = { ...before.value, businessPlanId };
      const allowed = checkSubscription(db, key, 'businessPlanId');
      if (!allowed.ok) return allowed;
      setSubscriptionPlan(db, id, businessPlanId, now());
      const after = theSubscription(db, id);
      if (after.ok) {
        const was = { before: before.value.businessPlanName };
        logSubscription(context, 'subscription/plan-changed', after.value, was);
      }
      return after;
    }),

  'subscription:set-state': (context, { id, state }) =>
    inTransaction(context.db, () => {
      const before = theSubscription(context.db, id);
      if (!before.ok || before.value.state === state) return before;
      setSubscriptionState(context.db, id, state, context.now());
      logSubscription(context, 'subscription/state-changed', before.value, {
        before: before.value.state,
        state,
      });
      return theSubscription(context.db, id);
    }),

  'subscription:delete': (context, { id }) =>
    inTransaction(context.db, () => {
      const subscription = theSubscription(context.db, id);
      if (!subscription.ok) return subscription;
      logSubscription(context, 'subscription/deleted', subscription.value);
      deleteSubscription(context.db, id, context.now());
      return ok(null);
    }),
} satisfies SomeHandlers;
