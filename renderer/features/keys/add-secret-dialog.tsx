import { useState } from 'react';
import { secretExpiryDays } from '../../../shared/domain/consumer-secret.ts';
import type { KeysOf } from '../../../shared/domain/keys.ts';
import { NEVER_EXPIRES, readValidity } from '../../../shared/domain/validity.ts';
import { type AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';

const DAY_SECONDS = 86_400;

const expiries = [
  ...secretExpiryDays.map((days) => ({ id: String(days), label: t('secrets.days', { days }) })),
  { id: 'never', label: t('secrets.neverExpires') },
  { id: 'own', label: t('secrets.own') },
];

type AddSecretDialogProps = Readonly<{ keysOf: KeysOf; onClose: () => void }>;

/** Nothing typed here is kept as a draft: it may be a secret. */
export function AddSecretDialog({ keysOf, onClose }: AddSecretDialogProps) {
  const [note, setNote] = useState('');
  const [expiry, setExpiry] = useState('90');
  const [own, setOwn] = useState('');
  const [existing, setExisting] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const { run, pending, ifHere } = useAction('consumer-secret:add');

  async function submit(): Promise<void> {
    if (pending) return;
    const validity = validityOf(expiry, own);
    if (!validity.ok) {
      setError(validity.error);
      return;
    }
    const added = await run({
      ...keysOf,
      note,
      validitySeconds: validity.value,
      ...(existing !== '' && { secret: existing }),
    });
    if (!added.ok) {
      setError(added.error);
      return;
    }
    showToast({
      tone: 'success',
      title: t('secrets.added'),
      description: t('secrets.addedNext'),
    });
    ifHere(onClose);
  }

  const fields = ['note', 'validitySeconds', 'secret'];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('secrets.addTitle')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button type="submit" variant="primary" isPending={pending}>
            {t('secrets.addSubmit')}
          </Button>
        </>
      }
    >
      {error !== null && !fields.includes(error.field ?? '') && (
        <Notice tone="danger">{errorText(error)}</Notice>
      )}
      <FormLayout>
        <p>{t('secrets.addText')}</p>
        <TextField
          label={t('secrets.note')}
          description={t('secrets.noteHelp')}
          value={note}
          onChange={setNote}
          errorMessage={fieldError(error, 'note')}
          autoFocus
        />
        <Select
          label={t('secrets.expiry')}
          options={expiries}
          value={expiry}
          onChange={setExpiry}
        />
        {expiry === 'own' && (
          <TextField
            label={t('secrets.ownValidity')}
            description={t('secrets.ownHelp')}
            value={own}
            onChange={setOwn}
            errorMessage={fieldError(error, 'validitySeconds')}
            isShort
          />
        )}
        <PasswordField
          label={t('secrets.existing')}
          description={t('secrets.existingHelp')}
          value={existing}
          onChange={setExisting}
          errorMessage={fieldError(error, 'secret')}
        />
      </FormLayout>
    </Dialog>
  );
}

function validityOf(expiry: string, own: string): Result<number, AppError> {
  if (expiry === 'never') return ok(NEVER_EXPIRES);
  return expiry === 'own' ? readValidity(own) : ok(Number(expiry) * DAY_SECONDS);
}
