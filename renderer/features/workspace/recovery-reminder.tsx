import { useEffect, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow, FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { NewCodeDialog } from './unlock-dialogs.tsx';
import { makeRecoveryCode, useEntrance } from './workspace-store.ts';

/** A quiet notice, shown until the person has the recovery code. */
export function RecoveryReminder() {
  const [error, setError] = useState<AppError | null>(null);
  const keep = useAction('workspace:keep-recovery-code');

  async function confirm(): Promise<void> {
    const kept = await keep.run({});
    setError(kept.ok ? null : kept.error);
  }

  return (
    <Notice tone="warning" title={t('workspaceFile.reminder')} isFolded>
      <FormLayout>
        <div>{t('workspaceFile.reminderText')}</div>
        <ButtonRow>
          <Button isPending={keep.pending} onPress={() => void confirm()}>
            {t('workspaceFile.reminderHave')}
          </Button>
          <Button variant="quiet" onPress={() => makeRecoveryCode(true)}>
            {t('workspaceFile.reminderNew')}
          </Button>
        </ButtonRow>
        {error !== null && <div>{errorText(error)}</div>}
      </FormLayout>
    </Notice>
  );
}

/**
 * The dialog that the reminder opens. Apart from it, since the sidebar shows its notices elsewhere
 * when the window becomes narrow, and a dialog in them would close.
 */
export function NewCode() {
  const isOpen = useEntrance((entrance) => entrance.isMakingCode);
  useEffect(() => () => makeRecoveryCode(false), []);
  return isOpen ? <NewCodeDialog onClose={() => makeRecoveryCode(false)} /> : null;
}
