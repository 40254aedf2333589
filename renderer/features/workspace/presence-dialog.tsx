import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { usePresence } from '../../program/presence.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { KnownPassphrase } from './known-passphrase.tsx';

/** Asks for the passphrase before an action whose effect outlives the session. */
export function PresenceDialog() {
  const answer = usePresence((presence) => presence.answer);
  return answer === null ? null : <Question answer={answer} />;
}

function Question({ answer }: Readonly<{ answer: (isShown: boolean) => void }>) {
  const [typed, setTyped] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const confirm = useAction('workspace:confirm');

  async function submit(): Promise<void> {
    if (confirm.pending) return;
    const confirmed = await confirm.run({ passphrase: typed });
    // Another question may have come meanwhile, which the same answer is for.
    if (confirmed.ok) confirm.ifHere(() => usePresence.getState().answer?.(true));
    else setError(confirmed.error);
  }

  return (
    <Dialog
      isOpen
      onClose={() => answer(false)}
      title={t('confirm.title')}
      width="small"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={() => answer(false)}>{t('workspace.cancel')}</Button>
          <Button variant="primary" type="submit" isPending={confirm.pending}>
            {t('confirm.submit')}
          </Button>
        </>
      }
    >
      <FormLayout>
        <p>{t('confirm.text')}</p>
        <KnownPassphrase
          label={t('confirm.passphrase')}
          value={typed}
          onChange={setTyped}
          error={error}
        />
      </FormLayout>
    </Dialog>
  );
}
