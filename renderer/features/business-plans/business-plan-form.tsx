import {
  type BusinessPlan,
  type BusinessPlanDraft,
  businessPlanDraftSchema,
} from '../../../shared/domain/business-plan.ts';
import type { AppError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { useAction } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { KeptNotice } from '../../program/kept-notice.tsx';
import { businessPlanStrings as words } from '../../strings/business-plans.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { readWholeNumber } from '../settings/whole-number.ts';

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

export function BusinessPlanForm({ plan, onClose }: BusinessPlanFormProps) {
  const initial = typedOf(plan);
  const { draft, touched, change, clear } = useDraft(`business-plan:${plan?.id ?? 'new'}`, initial);
  const create = useAction('business-plan:create');
  const update = useAction('business-plan:update');
  const errors = useFieldErrors();

  function type(patch: Partial<Typed>): void {
    change(patch);
    const fields = Object.keys(patch);
    errors.forget(...fields, ...(fields.includes('name') ? [] : ['requestsPerMinute']));
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
    onClose();
    const title = plan === null ? words.created(value.name) : words.changed(value.name);
    showToast({ title, tone: 'success' });
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={plan === null ? words.newTitle : words.editTitle(plan.name)}
      width="small"
      onSubmit={() => void save()}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="primary" isPending={create.pending || update.pending}>
            {plan === null ? words.create : words.save}
          </Button>
        </>
      }
    >
      <FaultFocus errors={errors.all}>
        <KeptNotice hasDraft={touched} onStartOver={clear} />
        <TextField
          label={words.name}
          value={draft.name}
          onChange={(name) => type({ name })}
          errorMessage={errors.at('name')}
          isRequired
          autoFocus
        />
        <TextField
          label={words.rate}
          description={words.rateHelp}
          value={draft.isUnlimited ? '' : draft.rate}
          onChange={(rate) => type({ rate })}
          errorMessage={errors.at('requestsPerMinute')}
          isDisabled={draft.isUnlimited}
          inputMode="numeric"
          isShort
        />
        <Checkbox
          label={words.isUnlimited}
          isSelected={draft.isUnlimited}
          onChange={(isUnlimited) => type({ isUnlimited })}
        />
        <TextField
          label={words.description}
          value={draft.description}
          onChange={(description) => type({ description })}
          errorMessage={errors.at('description')}
        />
        {errors.beside(['name', 'requestsPerMinute', 'description']).map((text) => (
          <Notice key={text} tone="danger">
            {text}
          </Notice>
        ))}
      </FaultFocus>
    </Dialog>
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
