import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NewCodeDialog } from './unlock-dialogs.tsx';

/** A quiet notice, shown until the person has the recovery code. */
export function RecoveryReminder() {
  const [isMaking, setMaking] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const keep = useAction('workspace:keep-recovery-code');

  async function confirm(): Promise<void> {
    const kept = await keep.run({});
    setError(kept.ok ? null : kept.error);
  }

  return (
    <>
      <Notice tone="warning" title={t('workspaceFile.reminder')} isFolded>
        <FormLayout>
          <div>{t('workspaceFile.reminderText')}</div>
          <ButtonRow>
            <Button isPending={keep.pending} onPress={() => void confirm()}>
              {t('workspaceFile.reminderHave')}
            </Button>
            <Button variant="quiet" onPress={() => setMaking(true)}>
              {t('workspaceFile.reminderNew')}
            </Button>
          </ButtonRow>
          {error !== null && <div>{errorText(error)}</div>}
        </FormLayout>
      </Notice>
      {isMaking && <NewCodeDialog onClose={() => setMaking(false)} />}
    </>
  );
}
