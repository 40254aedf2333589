import { type Quota, type QuotaDraft, quotaDraftSchema } from '../../../shared/domain/catalogue.ts';
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
  readonly rate: string;
  readonly isUnlimited: boolean;
}

type QuotaFormProps = Readonly<{
  /** Null for a new one. */
  quota: Quota | null;
  onClose: () => void;
}>;

const fields = ['name', 'requestsPerMinute'] as const;

export function QuotaForm({ quota, onClose }: QuotaFormProps) {
  const typed = useDraft(`quota:${quota?.name ?? 'new'}`, typedOf(quota));
  const { draft, change, clear } = typed;
  const { run, pending, ifHere } = useAction('quota:save');
  const errors = useFieldErrors();

  function type(patch: Partial<Typed>): void {
    change(patch);
    errors.forget('name' in patch ? 'name' : 'requestsPerMinute');
  }

  async function save(): Promise<void> {
    const checked = readTyped(draft);
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const saved = await run({ ...checked.value, before: quota?.name ?? null });
    if (!saved.ok) {
      errors.show([saved.error]);
      return;
    }
    clear();
    ifHere(onClose);
    const { name: plan } = checked.value;
    const title =
      quota === null ? t('businessPlan.created', { plan }) : t('businessPlan.changed', { plan });
    showToast({ title, tone: 'success' });
  }

  return (
    <FormDialog
      title={quota === null ? t('quota.add') : t('businessPlan.editTitle', { plan: quota.name })}
      width="small"
      submitLabel={quota === null ? t('quota.add') : t('businessPlan.save')}
      isPending={pending}
      onSubmit={() => void save()}
      onClose={onClose}
      typed={typed}
      errors={errors}
      fields={fields}
    >
      <TextField
        label={t('businessPlan.name')}
        description={t('quota.nameHelp')}
        value={draft.name}
        onChange={(name) => type({ name })}
        errorMessage={errors.at('name')}
        isRequired
        autoFocus
      />
      <TextField
        label={t('businessPlan.rate')}
        description={t('quota.rateHelp')}
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
    </FormDialog>
  );
}

function typedOf(quota: Quota | null): Typed {
  const rate = quota?.requestsPerMinute ?? null;
  const isUnlimited = quota !== null && rate === null;
  return { name: quota?.name ?? '', rate: rate === null ? '' : String(rate), isUnlimited };
}

function readTyped({ name, rate, isUnlimited }: Typed): Result<QuotaDraft, readonly AppError[]> {
  const number = isUnlimited ? ok(null) : readWholeNumber(rate, 'requestsPerMinute');
  const requestsPerMinute = number.ok ? number.value : null;
  const checked = check(quotaDraftSchema, { name, requestsPerMinute });
  if (number.ok) return checked;
  return err([...(checked.ok ? [] : checked.error), number.error]);
}
