import type { ApiSummary } from '../../../shared/domain/api.ts';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { BusinessPlanId } from '../../../shared/domain/ids.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';
import { t } from '../../../shared/words/words.ts';
import type { Option } from '../../ui/option.ts';

type Known = Readonly<{
  subscriptions: readonly Subscription[];
  apis: readonly ApiSummary[];
  plans: readonly BusinessPlan[];
}>;

/** The business plans that a subscription can have: its own, and each that its API offers. */
export function planOptions(
  { id, apiId, businessPlanId, businessPlanName }: Subscription,
  { subscriptions, apis, plans }: Known,
): readonly Option<BusinessPlanId>[] {
  const offered = apis.find((api) => api.id === apiId)?.businessPlanIds ?? [];
  const taken = new Set(
    subscriptions
      .filter((other) => other.apiId === apiId && other.id !== id)
      .map((other) => other.businessPlanId),
  );
  const options: Option<BusinessPlanId>[] = plans
    .filter((plan) => offered.includes(plan.id))
    .map((plan) => ({
      id: plan.id,
      label: plan.name,
      description: taken.has(plan.id) ? t('subscription.taken') : undefined,
      isDisabled: taken.has(plan.id),
    }));
  if (options.some((option) => option.id === businessPlanId)) return options;
  const own = {
    id: businessPlanId,
    label: businessPlanName,
    description: t('subscription.notOffered'),
  };
  return [own, ...options];
}
