import type { ApiSummary } from '../../../shared/domain/api.ts';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';

/** An API's business plans for one application. */
export interface Offer {
  readonly api: ApiSummary;
  /** The business plans that the application has not subscribed to it with yet. */
  readonly free: readonly BusinessPlan[];
  readonly taken: readonly BusinessPlan[];
}

type Known = Readonly<{
  apis: readonly ApiSummary[];
  plans: readonly BusinessPlan[];
  subscriptions: readonly Subscription[];
}>;

export function offersOf({ apis, plans, subscriptions }: Known): readonly Offer[] {
  return apis.map((api) => {
    const own = subscriptions.filter(({ apiId }) => apiId === api.id);
    const isTaken = ({ id }: BusinessPlan) => own.some((one) => one.businessPlanId === id);
    return {
      api,
      free: plans.filter((plan) => api.businessPlanIds.includes(plan.id) && !isTaken(plan)),
      taken: plans.filter(isTaken),
    };
  });
}
