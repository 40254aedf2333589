import { useState } from 'react';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { businessPlanStrings as words } from '../../strings/business-plans.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';

type BusinessPlanDeleteProps = Readonly<{ plan: BusinessPlan; onClose: () => void }>;

export function BusinessPlanDelete({ plan, onClose }: BusinessPlanDeleteProps) {
  const apis = useChannel('api:list', {}).data;
  const { run, pending } = useAction('business-plan:delete');
  const [error, setError] = useState<AppError | null>(null);
  // Without the numbers there is nothing to decide on.
  if (apis === undefined) return null;
  const offering = apis.filter(({ businessPlanIds }) => businessPlanIds.includes(plan.id));

  async function remove(): Promise<void> {
    const result = await run({ id: plan.id });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    onClose();
    showToast({ title: words.deleted(plan.name), tone: 'success' });
  }

  return (
    <ConfirmDialog
      isOpen
      title={words.deleteTitle(plan.name)}
      effect={words.deleteEffect(offering.length)}
      confirmLabel={words.deleteConfirm}
      onConfirm={() => void remove()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}
