import {
  type BusinessPlan,
  type BusinessPlanDraft,
  businessPlanDraftSchema,
} from '../../../shared/domain/business-plan.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { check, readWholeNumber, useFieldErrors } from '../../program/field-errors.ts';
import { FormDialog } from '../../program/form-dialog.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

interface Typed {
  readonly name: string;
  readonly description: string;
  readonly rate: string;
  readonly isUnlimited: boolean;
}

type BusinessPlanFormProps = Readonly<{
  /** Null for a new one. */
  plan: BusinessPlan | null;
  onClose: () => void;
}>;

const fields = ['name', 'requestsPerMinute', 'description'] as const;

export function BusinessPlanForm({ plan, onClose }: BusinessPlanFormProps) {
  const initial = typedOf(plan);
  const typed = useDraft(`business-plan:${plan?.id ?? 'new'}`, initial);
  const { draft, change, clear } = typed;
  const create = useAction('business-plan:create');
  const update = useAction('business-plan:update');
  const errors = useFieldErrors();

  function type(patch: Partial<Typed>): void {
    change(patch);
    const changed = Object.keys(patch);
    errors.forget(...changed, ...(changed.includes('name') ? [] : ['requestsPerMinute']));
  }

  async function save(): Promise<void> {
    const checked = readTyped(draft);
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const { value } = checked;
    const result = await (plan === null
      ? create.run(value)
      : update.run({ ...value, id: plan.id }));
    if (!result.ok) {
      errors.show([result.error]);
      return;
    }
    clear();
    create.ifHere(onClose);
    const title =
      plan === null
        ? t('businessPlan.created', { plan: value.name })
        : t('businessPlan.changed', { plan: value.name });
    showToast({ title, tone: 'success' });
  }

  return (
    <FormDialog
      title={
        plan === null
          ? t('businessPlan.newTitle')
          : t('businessPlan.editTitle', { plan: plan.name })
      }
      width="small"
      submitLabel={plan === null ? t('businessPlan.create') : t('businessPlan.save')}
      isPending={create.pending || update.pending}
      onSubmit={() => void save()}
      onClose={onClose}
      typed={typed}
      errors={errors}
      fields={fields}
    >
      <TextField
        label={t('businessPlan.name')}
        value={draft.name}
        onChange={(name) => type({ name })}
        errorMessage={errors.at('name')}
        isRequired
        autoFocus
      />
      <TextField
        label={t('businessPlan.rate')}
        description={t('businessPlan.rateHelp')}
        value={draft.isUnlimited ? '' : draft.rate}
        onChange={(rate) => type({ rate })}
        errorMessage={errors.at('requestsPerMinute')}
        isDisabled={draft.isUnlimited}
        inputMode="numeric"
        isShort
      />
      <Checkbox
        label={t('businessPlan.isUnlimited')}
        isSelected={draft.isUnlimited}
        onChange={(isUnlimited) => type({ isUnlimited })}
      />
      <TextField
        label={t('businessPlan.description')}
        value={draft.description}
        onChange={(description) => type({ description })}
        errorMessage={errors.at('description')}
      />
    </FormDialog>
  );
}

function typedOf(plan: BusinessPlan | null): Typed {
  if (plan === null) return { name: '', description: '', rate: '', isUnlimited: false };
  const { name, description, requestsPerMinute } = plan;
  const isUnlimited = requestsPerMinute === null;
  return { name, description, rate: isUnlimited ? '' : String(requestsPerMinute), isUnlimited };
}

function readTyped(typed: Typed): Result<BusinessPlanDraft, readonly AppError[]> {
  const { name, description, rate, isUnlimited } = typed;
  const number = isUnlimited ? ok(null) : readWholeNumber(rate, 'requestsPerMinute');
  const requestsPerMinute = number.ok ? number.value : null;
  const checked = check(businessPlanDraftSchema, { name, description, requestsPerMinute });
  if (number.ok) return checked;
  return err([...(checked.ok ? [] : checked.error), number.error]);
}
