import { type ReactNode, useRef, useState } from 'react';
import type { TokenId } from '../../../shared/domain/ids.ts';
import type { AvailableScope, IssueRequest, KeysOf } from '../../../shared/domain/keys.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import { neverExpires, readValidity } from '../../../shared/domain/validity.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import { formatDuration } from '../../format/duration.ts';
import { formatDateTime } from '../../format/time.ts';
import { useChannel } from '../../program/calls.ts';
import { useDraft } from '../../program/drafts.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { useFieldErrors } from '../../program/field-errors.ts';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { type FormChoice, FormFields } from './form-fields.tsx';
import { ScopePicker } from './scope-picker.tsx';
import { TokenPreview } from './token-preview.tsx';
import { ValidityField } from './validity-field.tsx';

/**
 * In ms. Issuing is faster than a double click, whose second click would hit the new token's button
 * and re-generate that one too.
 */
const DOUBLE_CLICK = 700;

/** Used until the settings are loaded. */
const LONG = defaultSettings.confirmBeyondSeconds;

export interface IssueDraft extends FormChoice {
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
  /** Whose token it is, and which one it replaces. */
  order: KeysOf & { readonly replaces?: TokenId };
  issue: (what: Omit<IssueRequest, keyof KeysOf>) => Promise<Result<TokenSummary, AppError>>;
  onIssued: (token: TokenSummary) => void;
  /** Says what pressing the button will do. */
  children?: ReactNode;
}>;

/** How long the token is valid and for what. A double click issues one token, not two. */
export function IssueForm({
  form,
  initial,
  scopes,
  submitLabel,
  order,
  issue,
  onIssued,
  children,
}: IssueFormProps) {
  const { draft, change, saved } = useDraft(form, initial);
  const errors = useFieldErrors();
  const { data: tokenForm } = useChannel('token-form:get', { applicationId: order.applicationId });
  const [asked, setAsked] = useState<number | null>(null);
  const [isPreviewing, setPreviewing] = useState(false);
  const [pending, setPending] = useState(false);
  // State only updates with the next render, too late for a second Enter.
  const isBusy = useRef(false);

  function edit(patch: Partial<IssueDraft>, field: string): void {
    change(patch);
    errors.forget(field);
  }

  const defaults = tokenForm && {
    profile: tokenForm.own.profile ?? tokenForm.defaults.profile,
    algorithm: tokenForm.own.algorithm ?? tokenForm.defaults.algorithm,
  };
  const confirmBeyond = tokenForm?.defaults.confirmBeyondSeconds ?? LONG;

  function chosen(validitySeconds: number): Omit<IssueRequest, keyof KeysOf> {
    const { scopes, profile, algorithm } = draft;
    return {
      validitySeconds,
      scopes: [...scopes],
      ...(profile === null ? {} : { profile }),
      ...(algorithm === null ? {} : { algorithm }),
    };
  }

  function submit(): void {
    const read = readValidity(draft.validity);
    if (!read.ok) errors.show([read.error]);
    else if (neverExpires(read.value) || read.value > confirmBeyond) setAsked(read.value);
    else void send(read.value);
  }

  async function send(validitySeconds: number): Promise<void> {
    if (isBusy.current) return;
    isBusy.current = true;
    setPending(true);
    errors.show([]);
    const issued = await issue(chosen(validitySeconds));
    setPending(false);
    if (!issued.ok) {
      isBusy.current = false;
      errors.show([issued.error]);
      return;
    }
    setTimeout(() => {
      isBusy.current = false;
    }, DOUBLE_CLICK);
    saved();
    onIssued(issued.value);
  }

  const read = readValidity(draft.validity);

  function preview(): void {
    if (!read.ok) errors.show([read.error]);
    setPreviewing(read.ok && !isPreviewing);
  }

  const isLong = asked !== null && !neverExpires(asked);
  return (
    <>
      <FormLayout
        label={submitLabel}
        onSubmit={submit}
        actions={
          <>
            <Button type="submit" variant="primary" isPending={pending}>
              {submitLabel}
            </Button>
            <Button onPress={preview}>{t('issue.preview')}</Button>
          </>
        }
      >
        <FaultFocus errors={errors.all}>
          <ValidityField
            value={draft.validity}
            onChange={(validity) => edit({ validity }, 'validitySeconds')}
            errorMessage={errors.at('validitySeconds')}
            isForToken
          />
          <ScopePicker
            scopes={scopes}
            chosen={draft.scopes}
            onChange={(scopes) => edit({ scopes }, 'scopes')}
            errorMessage={errors.at('scopes')}
          />
          <Disclosure title={t('issue.form')} isLazy>
            <FormLayout>
              <FormFields value={draft} defaults={defaults} onChange={(patch) => change(patch)} />
            </FormLayout>
          </Disclosure>
          {children}
          <OtherErrors errors={errors} fields={['validitySeconds', 'scopes']} />
        </FaultFocus>
      </FormLayout>
      {isPreviewing && read.ok && <TokenPreview request={{ ...order, ...chosen(read.value) }} />}
      <ConfirmDialog
        isOpen={asked !== null}
        title={isLong ? t('issue.longTitle') : t('issue.neverTitle')}
        effect={isLong ? longText(asked) : t('issue.neverEffect')}
        confirmLabel={t('issue.neverConfirm')}
        cancelLabel={t('issue.cancel')}
        isDanger={false}
        onCancel={() => setAsked(null)}
        onConfirm={() => {
          setAsked(null);
          if (asked !== null) void send(asked);
        }}
      />
    </>
  );
}

function longText(seconds: number): string {
  return t('issue.longEffect', {
    duration: formatDuration(seconds),
    moment: formatDateTime(Date.now() + seconds * 1000),
  });
}
