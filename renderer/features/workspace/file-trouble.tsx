import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FileTrouble, WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { lockWorkspace } from '../../program/drafts.ts';
import { Button } from '../../ui/button.tsx';
import { ButtonRow } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Entrance } from './entrance.tsx';

type FileTroubleProps = Readonly<{ workspace: WorkspaceState; trouble: FileTrouble }>;

/** The screen for an open workspace whose file must no longer be written. */
export function FileTroubleScreen({ workspace, trouble }: FileTroubleProps) {
  const [error, setError] = useState<AppError | null>(null);
  const save = useAction('workspace:save-open');
  const tryAgain = useTryAgain();
  const title = t(`workspaceFile.trouble.${trouble}.title`);
  const text = t(`workspaceFile.trouble.${trouble}.text`);
  const mayComeBack = trouble === 'missing' || trouble === 'unreachable';
  const canSave = trouble !== 'unreachable';

  async function saveOpen(): Promise<void> {
    const saved = await save.run({});
    setError(saved.ok ? null : saved.error);
  }

  return (
    <Entrance title={title} text={text} file={workspace.file}>
      <Notice>{canSave ? t('workspaceFile.safe') : t('workspaceFile.safeUnreachable')}</Notice>
      {error !== null && <Notice tone="danger" title={errorText(error)} />}
      <ButtonRow>
        {canSave && (
          <Button
            variant="primary"
            autoFocus
            isPending={save.pending}
            onPress={() => void saveOpen()}
          >
            {t('workspaceFile.saveOpen')}
          </Button>
        )}
        {mayComeBack && (
          <Button variant={canSave ? 'default' : 'primary'} onPress={tryAgain}>
            {t('workspaceFile.tryAgain')}
          </Button>
        )}
        <Button variant="quiet" onPress={lockWorkspace}>
          {t('workspaceFile.closeTrouble')}
        </Button>
      </ButtonRow>
      {canSave && <p>{t('workspaceFile.closeTroubleText')}</p>}
    </Entrance>
  );
}

/** Checks the file again: its drive may be back. */
export function useTryAgain(): () => void {
  const client = useQueryClient();
  return () => void client.invalidateQueries({ queryKey: ['workspace:state'] });
}
