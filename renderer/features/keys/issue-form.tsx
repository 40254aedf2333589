import { type ReactNode, useRef, useState } from 'react';
import type { AvailableScope } from '../../../shared/domain/keys.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { useDraft } from '../../program/drafts.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { useFieldErrors } from '../../program/field-errors.ts';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { ScopePicker } from './scope-picker.tsx';
import { ValidityField } from './validity-field.tsx';

/**
 * In ms. Issuing is quicker than the second half of a double click, which would find the button of
 * the new token under it and re-generate that one too.
 */
const DOUBLE_CLICK = 700;

export interface IssueDraft {
  /** As typed, in seconds. */
  readonly validity: string;
  readonly scopes: readonly string[];
}

type IssueFormProps = Readonly<{
  /** Names its draft. */
  form: string;
  initial: IssueDraft;
  scopes: readonly AvailableScope[];
  /** The button's name, and the form's. */
  submitLabel: string;
  issue: (what: {
    validitySeconds: number;
    scopes: string[];
  }) => Promise<Result<TokenSummary, AppError>>;
  onIssued: (token: TokenSummary) => void;
  /** What the press will do, before it is made. */
  children?: ReactNode;
}>;

/** For how long and for what: one press issues one token. */
export function IssueForm({
  form,
  initial,
  scopes,
  submitLabel,
  issue,
  onIssued,
  children,
}: IssueFormProps) {
  const { draft, change, clear } = useDraft(form, initial);
  const errors = useFieldErrors();
  const [isAsking, setAsking] = useState(false);
  const [pending, setPending] = useState(false);
  // The state is one drawing late for a second Enter.
  const isBusy = useRef(false);

  function edit(patch: Partial<IssueDraft>, field: string): void {
    change(patch);
    errors.forget(field);
  }

  function submit(): void {
    const read = readValidity(draft.validity);
    if (!read.ok) errors.show([read.error]);
    else if (neverExpires(read.value)) setAsking(true);
    else void send(read.value);
  }

  async function send(validitySeconds: number): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setPending(true);
    errors.show([]);
    const issued = await issue({ validitySeconds, scopes: [...draft.scopes] });
    setPending(false);
    if (!issued.ok) {
      isBusy.current = false;
      errors.show([issued.error]);
      return;
    }
    setTimeout(() => {
      isBusy.current = false;
    }, DOUBLE_CLICK);
    clear();
    onIssued(issued.value);
  }

  return (
    <>
      <FormLayout
        label={submitLabel}
        onSubmit={submit}
        actions={
          <Button type="submit" variant="primary" isPending={pending}>
            {submitLabel}
          </Button>
        }
      >
        <FaultFocus errors={errors.all}>
          <ValidityField
            value={draft.validity}
            onChange={(validity) => edit({ validity }, 'validitySeconds')}
            errorMessage={errors.at('validitySeconds')}
          />
          <ScopePicker
            scopes={scopes}
            chosen={draft.scopes}
            onChange={(scopes) => edit({ scopes }, 'scopes')}
            errorMessage={errors.at('scopes')}
          />
          {children}
          <OtherErrors errors={errors} fields={['validitySeconds', 'scopes']} />
        </FaultFocus>
      </FormLayout>
      <ConfirmDialog
        isOpen={isAsking}
        title={t('issue.neverTitle')}
        effect={t('issue.neverEffect')}
        confirmLabel={t('issue.neverConfirm')}
        cancelLabel={t('issue.cancel')}
        isDanger={false}
        onCancel={() => setAsking(false)}
        onConfirm={() => {
          setAsking(false);
          const read = readValidity(draft.validity);
          if (read.ok) void send(read.value);
        }}
      />
    </>
  );
}
