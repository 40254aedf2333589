import { useState } from 'react';
import type { ApplicationId } from '../../../shared/domain/ids.ts';
import type { ApplicationForm, TokenForm } from '../../../shared/domain/token-form.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { useFieldErrors } from '../../program/field-errors.ts';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { FormFields } from './form-fields.tsx';

type OfApplication = Readonly<{ applicationId: ApplicationId }>;

/** What an application's tokens look like, where they differ from Settings. */
export function ApplicationFormSection({ applicationId }: OfApplication) {
  const { data } = useChannel('token-form:get', { applicationId });
  if (data === undefined) return null;
  return (
    <Disclosure title={t('issue.form')} isLazy>
      <Fields applicationId={applicationId} form={data} />
    </Disclosure>
  );
}

function Fields({ applicationId, form }: OfApplication & Readonly<{ form: TokenForm }>) {
  /** Null shows what is stored. */
  const [typed, setTyped] = useState<ApplicationForm | null>(null);
  const value = typed ?? form.own;
  const { run, pending } = useAction('token-form:update');
  const errors = useFieldErrors();

  function edit(patch: Partial<ApplicationForm>): void {
    setTyped({ ...value, ...patch });
    errors.forget(...Object.keys(patch));
  }

  async function save(): Promise<void> {
    const saved = await run({ applicationId, ...value });
    errors.show(saved.ok ? [] : [saved.error]);
    if (!saved.ok) return;
    // What was typed while it was being saved stays.
    setTyped((now) => (now === typed ? null : now));
    showToast({ tone: 'success', title: t('issue.formSaved') });
  }

  return (
    <FormLayout
      label={t('issue.form')}
      onSubmit={() => void save()}
      actions={
        <Button type="submit" isPending={pending}>
          {t('issue.saveForm')}
        </Button>
      }
    >
      <FaultFocus errors={errors.all}>
        <p>{t('issue.formHelp')}</p>
        <FormFields value={value} defaults={form.defaults} onChange={edit} />
        <TextArea
          label={t('issue.claims')}
          description={t('issue.claimsHelp')}
          value={value.claims}
          onChange={(claims) => edit({ claims })}
          errorMessage={errors.at('claims')}
          rows={4}
          isMono
        />
        <OtherErrors errors={errors} fields={['claims']} />
      </FaultFocus>
    </FormLayout>
  );
}
