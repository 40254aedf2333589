import { useState } from 'react';
import {
  grantTypes,
  type HandOver,
  handOverSchema,
} from '../../../shared/domain/consumer-secret.ts';
import type { KeysOf } from '../../../shared/domain/keys.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { FaultFocus } from '../../program/fault-focus.tsx';
import { check, useFieldErrors } from '../../program/field-errors.ts';
import { OtherErrors } from '../../program/other-errors.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckboxGroup } from '../../ui/checkbox-group.tsx';
import { Disclosure } from '../../ui/disclosure.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

const options = grantTypes.map((id) => ({ id, label: t(`keys.grants.${id}`) }));

type HandOverProps = Readonly<{ keysOf: KeysOf }>;

/** What the application is registered for elsewhere. */
export function HandOverSection({ keysOf }: HandOverProps) {
  const { data } = useChannel('keys:hand-over', keysOf);
  if (data === undefined) return null;
  return (
    <Disclosure title={t('keys.handOver')} isLazy>
      <Fields keysOf={keysOf} stored={data} />
    </Disclosure>
  );
}

function Fields({ keysOf, stored }: HandOverProps & Readonly<{ stored: HandOver }>) {
  /** Null shows what is stored. */
  const [typed, setTyped] = useState<HandOver | null>(null);
  const value = typed ?? stored;
  const { run, pending } = useAction('keys:set-hand-over');
  const errors = useFieldErrors();

  async function save(): Promise<void> {
    const checked = check(handOverSchema, value);
    if (!checked.ok) {
      errors.show(checked.error);
      return;
    }
    const saved = await run({ ...keysOf, ...checked.value });
    errors.show(saved.ok ? [] : [saved.error]);
    if (!saved.ok) return;
    // What was typed while it was being saved stays.
    setTyped((now) => (now === typed ? null : now));
    showToast({ tone: 'success', title: t('keys.handOverSaved') });
  }

  return (
    <FormLayout
      label={t('keys.handOver')}
      onSubmit={() => void save()}
      actions={
        <Button type="submit" isPending={pending}>
          {t('keys.handOverSave')}
        </Button>
      }
    >
      <FaultFocus errors={errors.all}>
        <p>{t('keys.handOverText')}</p>
        <CheckboxGroup
          label={t('keys.grantTypes')}
          options={options}
          value={value.grantTypes}
          onChange={(chosen) => {
            errors.forget('grantTypes');
            setTyped({ ...value, grantTypes: [...chosen] });
          }}
        />
        <TextField
          label={t('keys.callbackUrl')}
          value={value.callbackUrl}
          onChange={(url) => {
            errors.forget('callbackUrl');
            setTyped({ ...value, callbackUrl: url });
          }}
          errorMessage={errors.at('callbackUrl')}
          inputMode="url"
          isMono
        />
        <OtherErrors errors={errors} fields={['callbackUrl']} />
      </FaultFocus>
    </FormLayout>
  );
}
