import { useState } from 'react';
import type { UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toasts.tsx';
import {
  type Choice,
  NewPassphrase,
  noChoice,
  refuseRepeat,
} from '../passphrase/new-passphrase.tsx';
import { KnownPassphrase } from './known-passphrase.tsx';
import { methodName } from './method-name.ts';

type DialogProps = Readonly<{
  /** Whose; if not given, that of the person who types the current one. */
  method?: UnlockMethodInfo;
  onClose: () => void;
}>;

export function ChangePassphraseDialog({ method, onClose }: DialogProps) {
  const [current, setCurrent] = useState('');
  const [choice, setChoice] = useState<Choice>(noChoice);
  const [error, setError] = useState<AppError | null>(null);
  const change = useAction('workspace:change-passphrase');

  async function submit(): Promise<void> {
    const refusal = refuseRepeat(choice);
    if (refusal !== null) {
      setError(refusal);
      return;
    }
    const { passphrase: next, insist } = choice;
    const changed = await change.run({ current, next, insist, method: method?.id });
    if (!changed.ok) {
      setError(changed.error);
      return;
    }
    showToast({ title: t('workspace.changed'), tone: 'success' });
    change.ifHere(onClose);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={
        method === undefined
          ? t('workspace.changeTitle')
          : t('unlock.changeTitle', { name: methodName(method) })
      }
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{t('workspace.cancel')}</Button>
          <Button variant="primary" type="submit" isPending={change.pending}>
            {t('workspace.change')}
          </Button>
        </>
      }
    >
      <FormLayout>
        {error !== null && error.field === undefined && (
          <Notice tone="danger" title={errorText(error)} />
        )}
        <KnownPassphrase
          label={t('workspace.current')}
          value={current}
          onChange={setCurrent}
          error={error?.field === 'current' ? error : null}
        />
        <NewPassphrase
          label={t('workspace.next')}
          choice={choice}
          onChange={setChoice}
          error={error}
          field="next"
        />
        <Notice>{t('workspaceFile.oldCopies')}</Notice>
      </FormLayout>
    </Dialog>
  );
}
