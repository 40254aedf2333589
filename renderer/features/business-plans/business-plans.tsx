import { Gauge, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { region, t } from '../../../shared/words/words.ts';
import { useChannel } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { DataTable, type TableColumn } from '../../ui/data-table.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LinkButton } from '../../ui/link-button.tsx';
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageBody } from '../../ui/section.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { BusinessPlanDelete } from './business-plan-delete.tsx';
import { BusinessPlanForm } from './business-plan-form.tsx';
import { Quotas } from './quotas.tsx';
import { Scopes } from './scopes.tsx';
import { UseDialog } from './use-dialog.tsx';

type Kind = 'edit' | 'delete' | 'users';
type Task = Readonly<{ kind: Kind; plan: BusinessPlan }> | null;

const catalogues = ['plans', 'quotas', 'scopes'] as const;
type Catalogue = (typeof catalogues)[number];

/** What applications and APIs choose from, each with who uses it. */
export function BusinessPlansPage() {
  const [shown, setShown] = useState<Catalogue>('plans');
  const [isAdding, setAdding] = useState(false);
  const onAdded = (): void => setAdding(false);
  const content = {
    plans: <Plans isAdding={isAdding} onAdded={onAdded} />,
    quotas: <Quotas isAdding={isAdding} onAdded={onAdded} />,
    scopes: <Scopes />,
  };
  return (
    <>
      <PageHeader
        title={t('businessPlan.title')}
        subtitle={t(`catalogue.texts.${shown}`)}
        actions={
          shown !== 'scopes' && (
            <Button
              action={shown === 'plans' ? 'businessPlan.add' : 'quota.add'}
              icon={Plus}
              onPress={() => setAdding(true)}
            >
              {shown === 'plans' ? t('businessPlan.add') : t('quota.add')}
            </Button>
          )
        }
      />
      <Tabs
        label={t('catalogue.label')}
        selected={shown}
        onSelect={setShown}
        tabs={catalogues.map((id) => ({
          id,
          label: t(`catalogue.tabs.${id}`),
          content: <PageBody>{content[id]}</PageBody>,
        }))}
      />
    </>
  );
}

type PlansProps = Readonly<{ isAdding: boolean; onAdded: () => void }>;

/** The SLA tiers: added, edited and deleted here, offered by APIs and chosen by subscriptions. */
function Plans({ isAdding, onAdded }: PlansProps) {
  const { data: plans, error } = useChannel('business-plan:list', {});
  const [task, setTask] = useState<Task>(null);
  const close = (): void => setTask(null);

  function begin(kind: Kind, id: string): void {
    const plan = plans?.find((plan) => plan.id === id);
    if (plan !== undefined) setTask({ kind, plan });
  }

  return (
    <>
      {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
      {plans?.length === 0 && <EmptyState icon={Gauge} title={t('businessPlan.empty')} />}
      {plans !== undefined && plans.length > 0 && (
        <DataTable
          label={t('businessPlan.title')}
          columns={[...columns, usedColumn(begin), actionsColumn(begin)]}
          items={plans}
          maxRows={20}
          onOpen={(id) => begin('edit', id)}
          rowMenu={(id) => menuOf(plans, id, begin)}
        />
      )}
      {isAdding && <BusinessPlanForm plan={null} onClose={onAdded} />}
      {task?.kind === 'edit' && <BusinessPlanForm plan={task.plan} onClose={close} />}
      {task?.kind === 'delete' && <BusinessPlanDelete plan={task.plan} onClose={close} />}
      {task?.kind === 'users' && (
        <UseDialog name={task.plan.name} used={{ businessPlanId: task.plan.id }} onClose={close} />
      )}
    </>
  );
}

const columns: readonly TableColumn<BusinessPlan>[] = [
  {
    id: 'name',
    title: t('businessPlan.name'),
    cell: ({ name }) => name,
    isRowHeader: true,
    width: '2fr',
    minWidth: 96,
  },
  {
    id: 'rate',
    title: t('businessPlan.rate'),
    cell: ({ requestsPerMinute }) =>
      requestsPerMinute?.toLocaleString(region()) ?? t('businessPlan.unlimited'),
    width: 144,
    align: 'end',
  },
];

type Begin = (kind: Kind, id: string) => void;

const usedText = ({ subscriptionCount: count }: BusinessPlan): string =>
  t('businessPlan.subscriptions', { count });

function usedColumn(begin: Begin): TableColumn<BusinessPlan> {
  return {
    id: 'used',
    title: t('catalogue.usedBy'),
    cell: (plan) => (
      <LinkButton onPress={() => begin('users', plan.id)}>{usedText(plan)}</LinkButton>
    ),
    text: usedText,
    width: 152,
  };
}

function actionsColumn(begin: Begin): TableColumn<BusinessPlan> {
  return {
    id: 'actions',
    title: t('businessPlan.actions'),
    isTitleHidden: true,
    cell: (plan) => (
      <ButtonRow>
        <IconButton
          label={t('businessPlan.edit', { plan: plan.name })}
          icon={Pencil}
          onPress={() => begin('edit', plan.id)}
        />
        <IconButton
          label={t('businessPlan.delete', { plan: plan.name })}
          icon={Trash2}
          disabledReason={refusal(plan)}
          onPress={() => begin('delete', plan.id)}
        />
      </ButtonRow>
    ),
    text: () => '',
    width: 96,
    minWidth: 96,
  };
}

function menuOf(plans: readonly BusinessPlan[], id: string, begin: Begin): readonly MenuEntry[] {
  const plan = plans.find((plan) => plan.id === id);
  if (plan === undefined) return [];
  return [
    {
      id: 'edit',
      label: t('businessPlan.edit', { plan: plan.name }),
      icon: Pencil,
      onAction: () => begin('edit', id),
    },
    'separator',
    {
      id: 'delete',
      label: t('businessPlan.delete', { plan: plan.name }),
      icon: Trash2,
      isDanger: true,
      disabledReason: refusal(plan),
      onAction: () => begin('delete', id),
    },
  ];
}

function refusal({ subscriptionCount }: BusinessPlan): string | undefined {
  return subscriptionCount === 0
    ? undefined
    : t('businessPlan.inUse', { count: subscriptionCount });
}
