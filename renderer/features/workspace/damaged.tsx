import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { RestoreDialog } from './restore-dialog.tsx';
import { SalvageDialog } from './salvage-dialog.tsx';

type DamagedProps = Readonly<{ workspace: Pick<WorkspaceState, 'name'>; problem: AppError }>;

/** A workspace file that is damaged: what is safe, and the two ways on. */
export function Damaged({ workspace, problem }: DamagedProps) {
  const [dialog, setDialog] = useState<'restore' | 'salvage' | null>(null);
  const { damaged, pages } = problem.detail ?? {};
  const close = (): void => setDialog(null);
  return (
    <>
      <Notice tone="warning" title={t('damaged.title', { name: workspace.name })}>
        <p>{t('damaged.text')}</p>
        {typeof damaged === 'number' && typeof pages === 'number' && (
          <p>{t('damaged.pages', { damaged, pages })}</p>
        )}
        <p>{t('damaged.choose')}</p>
      </Notice>
      <ButtonRow>
        <Button variant="primary" onPress={() => setDialog('restore')}>
          {t('backup.open')}
        </Button>
        <Button onPress={() => setDialog('salvage')}>{t('salvage.open')}</Button>
      </ButtonRow>
      {dialog === 'restore' && <RestoreDialog onClose={close} />}
      {dialog === 'salvage' && <SalvageDialog workspace={workspace} onClose={close} />}
    </>
  );
}
