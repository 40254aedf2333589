import { useState } from 'react';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { Button } from '../../ui/button.tsx';
import { MenuButton } from '../../ui/menu-button.tsx';
import { Notice } from '../../ui/notice.tsx';
import css from './entrance.module.css';

/** The way to another workspace: a recent one, a file, a new one. */
export function OtherWorkspaces({ workspace }: Readonly<{ workspace: WorkspaceState }>) {
  const [error, setError] = useState<AppError | null>(null);
  const others = workspace.recent.filter(({ file }) => file !== workspace.file);

  async function go(going: Promise<Result<unknown, AppError>>): Promise<void> {
    const gone = await going;
    setError(gone.ok ? null : gone.error);
  }

  return (
    <section className={css['others']} aria-label={t('workspace.other')}>
      {error !== null && <Notice tone="danger" title={errorText(error)} />}
      <div className={css['ways']}>
        {others.length > 0 && (
          <MenuButton
            label={t('workspace.other')}
            variant="quiet"
            entries={[
              ...others.map(({ file, name, isThere }) => ({
                id: file,
                label: name,
                detail: isThere
                  ? folderOf(file)
                  : t('workspaceFile.notThere', { folder: folderOf(file) }),
                onAction: () => void go(window.latchkey.call('workspace:switch', { file })),
              })),
              'separator',
              ...others.map(({ file, name }) => ({
                id: `forget:${file}`,
                label: t('workspace.forget', { name }),
                detail: folderOf(file),
                onAction: () => void go(window.latchkey.call('workspace:forget', { file })),
              })),
            ]}
          />
        )}
        <Button
          variant="quiet"
          onPress={() => void go(window.latchkey.call('workspace:choose', {}))}
        >
          {t('workspace.openOther')}
        </Button>
        <Button
          variant="quiet"
          onPress={() => void go(window.latchkey.call('workspace:begin', {}))}
        >
          {t('workspace.newWorkspace')}
        </Button>
      </div>
    </section>
  );
}

/** Handles both slashes, since a Windows path may contain either. */
function folderOf(file: string): string {
  return file.replace(/[\\/][^\\/]*$/, '');
}
