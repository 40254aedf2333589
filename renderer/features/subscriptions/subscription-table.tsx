import { Unlink } from 'lucide-react';
import { useRef, useState } from 'react';
import type { ApplicationId, BusinessPlanId } from '../../../shared/domain/ids.ts';
import { type Subscription, subscriptionStates } from '../../../shared/domain/subscription.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { useIsNarrow } from '../../program/narrow.ts';
import { once } from '../../program/once.ts';
import { callConfirmed } from '../../program/presence.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { offerUndo } from '../bin/offer-undo.ts';
import { planOptions } from './plan-options.ts';
import { narrowColumns, stateLooks, titleOf, wideColumns } from './subscription-columns.tsx';

/** In px: below this width version, context and state have no columns of their own. */
const WIDE = 640;

type SubscriptionTableProps = Readonly<{
  applicationId: ApplicationId;
  subscriptions: readonly Subscription[];
}>;

export function SubscriptionTable({ applicationId, subscriptions }: SubscriptionTableProps) {
  const plans = useChannel('business-plan:list', {}).data ?? [];
  const apis = useChannel('api:list', { subscribedBy: applicationId }).data ?? [];
  const [failure, setFailure] = useState<Failure | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const isNarrow = useIsNarrow(frame, WIDE);

  async function attempt(
    subscription: Subscription,
    answer: Promise<Result<unknown, AppError>>,
  ): Promise<boolean> {
    setFailure(null);
    const result = await answer;
    if (!result.ok) setFailure({ api: titleOf(subscription), error: result.error });
    return result.ok;
  }

  async function unsubscribe(subscription: Subscription): Promise<void> {
    const { id, businessPlanName } = subscription;
    if (!(await attempt(subscription, callConfirmed('subscription:delete', { id })))) return;
    offerUndo(
      t('subscription.unsubscribed', { api: titleOf(subscription), plan: businessPlanName }),
      {
        kind: 'subscription',
        id,
      },
    );
  }

  function unsubscribeOnce(subscription: Subscription): void {
    void once(`unsubscribe:${subscription.id}`, () => unsubscribe(subscription));
  }

  function withOne(id: string, act: (subscription: Subscription) => void): void {
    const subscription = subscriptions.find((one) => one.id === id);
    if (subscription !== undefined) act(subscription);
  }

  const entries = (subscription: Subscription): readonly MenuEntry[] => [
    ...subscriptionStates.map((state) => ({
      id: state,
      label: t(`subscription.setState.${state}`),
      icon: stateLooks[state].icon,
      disabledReason:
        state === subscription.state ? t(`subscription.isInState.${state}`) : undefined,
      onAction: () =>
        void attempt(
          subscription,
          window.latchkey.call('subscription:set-state', { id: subscription.id, state }),
        ),
    })),
    'separator',
    {
      id: 'unsubscribe',
      label: t('subscription.unsubscribe'),
      icon: Unlink,
      isDanger: true,
      onAction: () => unsubscribeOnce(subscription),
    },
  ];

  const rows = subscriptions.map((subscription) => ({
    id: subscription.id,
    subscription,
    plans: planOptions(subscription, { subscriptions, apis, plans }),
    entries: entries(subscription),
    onPlan: (businessPlanId: BusinessPlanId) =>
      void attempt(
        subscription,
        window.latchkey.call('subscription:change-plan', { id: subscription.id, businessPlanId }),
      ),
  }));

  return (
    <>
      {failure !== null && (
        <Notice
          tone="danger"
          title={t('subscription.failed', { api: failure.api })}
          onDismiss={() => setFailure(null)}
        >
          {errorText(failure.error)}
        </Notice>
      )}
      <div ref={frame}>
        <DataTable
          label={t('subscription.list')}
          columns={isNarrow ? narrowColumns : wideColumns}
          items={rows}
          onDelete={(id) => withOne(id, unsubscribeOnce)}
          rowMenu={(id) => rows.find((row) => row.id === id)?.entries ?? []}
          maxRows={14}
        />
      </div>
    </>
  );
}

type Failure = Readonly<{ api: string; error: AppError }>;
