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
import type { MenuEntry } from '../../ui/menu-entry.ts';
import { Notice } from '../../ui/notice.tsx';
import { PageHeader } from '../../ui/page-header.tsx';
import { PageBody } from '../../ui/section.tsx';
import { BusinessPlanDelete } from './business-plan-delete.tsx';
import { BusinessPlanForm } from './business-plan-form.tsx';

type Task =
  | Readonly<{ kind: 'new' }>
  | Readonly<{ kind: 'edit' | 'delete'; plan: BusinessPlan }>
  | null;

/** The SLA tiers: added, edited and deleted here, offered by APIs and chosen by subscriptions. */
export function BusinessPlansPage() {
  const { data: plans, error } = useChannel('business-plan:list', {});
  const [task, setTask] = useState<Task>(null);
  const close = (): void => setTask(null);

  function begin(kind: 'edit' | 'delete', id: string): void {
    const plan = plans?.find((plan) => plan.id === id);
    if (plan !== undefined) setTask({ kind, plan });
  }

  return (
    <>
      <PageHeader
        title={t('businessPlan.title')}
        subtitle={t('businessPlan.text')}
        actions={
          <Button icon={Plus} onPress={() => setTask({ kind: 'new' })}>
            {t('businessPlan.add')}
          </Button>
        }
      />
      <PageBody>
        {error !== null && <Notice tone="danger">{errorText(error.error)}</Notice>}
        {plans?.length === 0 && <EmptyState icon={Gauge} title={t('businessPlan.empty')} />}
        {plans !== undefined && plans.length > 0 && (
          <DataTable
            label={t('businessPlan.title')}
            columns={[...columns, actionsColumn(begin)]}
            items={plans}
            onOpen={(id) => begin('edit', id)}
            rowMenu={(id) => menuOf(plans, id, begin)}
          />
        )}
        {(task?.kind === 'new' || task?.kind === 'edit') && (
          <BusinessPlanForm plan={task.kind === 'edit' ? task.plan : null} onClose={close} />
        )}
        {task?.kind === 'delete' && <BusinessPlanDelete plan={task.plan} onClose={close} />}
      </PageBody>
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
  {
    id: 'used',
    title: t('businessPlan.used'),
    cell: ({ subscriptionCount }) => subscriptionCount.toLocaleString(region()),
    width: 120,
    align: 'end',
  },
];

type Begin = (kind: 'edit' | 'delete', id: string) => void;

function actionsColumn(begin: Begin): TableColumn<BusinessPlan> {
  return {
    id: 'actions',
    title: t('businessPlan.actions'),
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
