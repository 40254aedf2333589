import { Ban, CircleCheck, CirclePause, Factory } from 'lucide-react';
import { apiTitle } from '../../../shared/domain/api.ts';
import type { BusinessPlanId, SubscriptionId } from '../../../shared/domain/ids.ts';
import type { Subscription, SubscriptionState } from '../../../shared/domain/subscription.ts';
import { t } from '../../../shared/words/words.ts';
import { Badge, type BadgeTone } from '../../ui/badge.tsx';
import type { TableColumn } from '../../ui/data-table.tsx';
import type { Icon } from '../../ui/icon.ts';
import { MoreButton } from '../../ui/menu-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import type { Option } from '../../ui/option.ts';
import { Select } from '../../ui/select.tsx';

/** Each state by shape and text; in colour where it needs attention. */
export const stateLooks = {
  UNBLOCKED: { tone: 'neutral', icon: CircleCheck },
  BLOCKED: { tone: 'revoked', icon: Ban },
  PROD_ONLY_BLOCKED: { tone: 'expiring', icon: Factory },
  ON_HOLD: { tone: 'expired', icon: CirclePause },
} as const satisfies Record<SubscriptionState, { tone: BadgeTone; icon: Icon }>;

export function titleOf({ apiName, apiVersion }: Subscription): string {
  return apiTitle({ name: apiName, version: apiVersion });
}

interface SubscriptionRow {
  readonly id: SubscriptionId;
  readonly subscription: Subscription;
  readonly plans: readonly Option<BusinessPlanId>[];
  readonly entries: readonly MenuEntry[];
  readonly onPlan: (businessPlanId: BusinessPlanId) => void;
}

type Column = TableColumn<SubscriptionRow>;

const planColumn: Column = {
  id: 'plan',
  title: t('subscription.columns.plan'),
  cell: ({ subscription, plans, onPlan }) => (
    <Select<BusinessPlanId>
      label={t('subscription.planOf', { api: titleOf(subscription) })}
      isLabelHidden
      variant="quiet"
      options={plans}
      value={subscription.businessPlanId}
      onChange={onPlan}
    />
  ),
  // "Unlimited", and the arrows beside it
  width: 136,
  minWidth: 96,
};

const actionsColumn: Column = {
  id: 'actions',
  title: t('subscription.columns.actions'),
  isTitleHidden: true,
  cell: ({ subscription, entries }) => (
    <MoreButton
      label={t('subscription.actionsOf', {
        api: titleOf(subscription),
        plan: subscription.businessPlanName,
      })}
      entries={entries}
    />
  ),
  width: 56,
  minWidth: 56,
};

function StateBadge({ state }: Readonly<{ state: SubscriptionState }>) {
  return (
    <Badge tone={stateLooks[state].tone} icon={stateLooks[state].icon}>
      {t(`subscription.states.${state}`)}
    </Badge>
  );
}

/** With little room the state is shown before the API, if it isn't the usual one. */
export const narrowColumns: readonly Column[] = [
  {
    id: 'title',
    title: t('subscription.columns.api'),
    cell: ({ subscription }) => (
      <>
        {subscription.state !== 'UNBLOCKED' && <StateBadge state={subscription.state} />}{' '}
        {titleOf(subscription)}
      </>
    ),
    text: ({ subscription }) => titleOf(subscription),
    isRowHeader: true,
    minWidth: 96,
  },
  planColumn,
  actionsColumn,
];

export const wideColumns: readonly Column[] = [
  {
    id: 'api',
    title: t('subscription.columns.api'),
    cell: ({ subscription }) => subscription.apiName,
    text: ({ subscription }) => titleOf(subscription),
    isRowHeader: true,
    minWidth: 112,
  },
  {
    id: 'version',
    title: t('subscription.columns.version'),
    cell: ({ subscription }) => subscription.apiVersion,
    width: 68,
    minWidth: 56,
  },
  {
    id: 'context',
    title: t('subscription.columns.context'),
    cell: ({ subscription }) => <bdi dir="ltr">{subscription.apiContext}</bdi>,
    minWidth: 96,
    isMono: true,
  },
  planColumn,
  {
    id: 'state',
    title: t('subscription.columns.state'),
    cell: ({ subscription }) => <StateBadge state={subscription.state} />,
    // "Nur Produktion gesperrt"
    width: 148,
    minWidth: 96,
  },
  actionsColumn,
];
