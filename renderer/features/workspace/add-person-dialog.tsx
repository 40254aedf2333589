import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText, fieldError } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { showToast } from '../../ui/toasts.tsx';
import {
  type Choice,
  NewPassphrase,
  noChoice,
  refuseRepeat,
} from '../passphrase/new-passphrase.tsx';

const fields: ReadonlySet<string | undefined> = new Set(['name', 'passphrase', 'repeat']);

/** A colleague gets a passphrase of their own. */
export function AddPersonDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const [name, setName] = useState('');
  const [choice, setChoice] = useState<Choice>(noChoice);
  const [error, setError] = useState<AppError | null>(null);
  const add = useAction('workspace:add-method');

  async function submit(): Promise<void> {
    const refusal = refuseRepeat(choice);
    if (refusal !== null) {
      setError(refusal);
      return;
    }
    const { passphrase, insist } = choice;
    const added = await add.run({ name, passphrase, insist });
    if (!added.ok) {
      setError(added.error);
      return;
    }
    add.ifHere(onClose);
    showToast({ title: t('unlock.added', { name }), tone: 'success' });
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t('unlock.addTitle')}
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('ui.cancel')}</Button>
          <Button variant="primary" type="submit" isPending={add.pending}>
            {t('unlock.addSubmit')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <p>{t('unlock.addText')}</p>
        {error !== null && !fields.has(error.field) && (
          <Notice tone="danger" title={errorText(error)} />
        )}
        <TextField
          label={t('unlock.name')}
          description={t('unlock.nameHelp')}
          value={name}
          onChange={setName}
          errorMessage={fieldError(error, 'name')}
          autoFocus
          isRequired
        />
        <NewPassphrase
          label={t('unlock.theirPassphrase')}
          choice={choice}
          onChange={setChoice}
          error={error}
          field="passphrase"
        />
      </FormLayout>
    </Dialog>
  );
}
