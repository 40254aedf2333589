import { useState } from 'react';
import type { BusinessPlan } from '../../../shared/domain/business-plan.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { offerUndoBy } from '../bin/offer-undo.ts';

type BusinessPlanDeleteProps = Readonly<{ plan: BusinessPlan; onClose: () => void }>;

export function BusinessPlanDelete({ plan, onClose }: BusinessPlanDeleteProps) {
  const offering = useChannel('api:count', { businessPlanId: plan.id }).data;
  const { run, pending, ifHere } = useAction('business-plan:delete');
  const [error, setError] = useState<AppError | null>(null);
  // The question needs the numbers.
  if (offering === undefined) return null;

  async function remove(): Promise<void> {
    const result = await run({ id: plan.id });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    ifHere(onClose);
    const { name, description, requestsPerMinute } = plan;
    const { offeredBy, position } = result.value;
    // Nothing used it, so one with the same values and offers is the same.
    offerUndoBy(t('businessPlan.deleted', { plan: name }), () =>
      window.latchkey.call('business-plan:create', {
        name,
        description,
        requestsPerMinute,
        offeredBy,
        position,
      }),
    );
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('businessPlan.deleteTitle', { plan: plan.name })}
      effect={t('businessPlan.deleteEffect', { count: offering })}
      confirmLabel={t('businessPlan.deleteConfirm')}
      onConfirm={() => void remove()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={error === null ? undefined : errorText(error)}
    />
  );
}
