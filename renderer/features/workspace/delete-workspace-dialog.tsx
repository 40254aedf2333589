import type { WorkspaceContents } from '../../../shared/domain/workspace.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction, useChannel } from '../../program/calls.ts';
import { ConfirmOwnerDialog } from './confirm-owner-dialog.tsx';

type DeleteWorkspaceDialogProps = Readonly<{
  name: string;
  contents: WorkspaceContents;
  onClose: () => void;
}>;

export function DeleteWorkspaceDialog({ name, contents, onClose }: DeleteWorkspaceDialogProps) {
  const { backups = [], folder = null } = useChannel('backup:list', {}).data ?? {};
  const here = backups.filter(({ place }) => place === 'home');
  const elsewhere = backups.filter(({ place }) => place === 'folder');
  const remove = useAction('workspace:delete');
  return (
    <ConfirmOwnerDialog
      title={t('workspaceFile.deleteTitle', { name })}
      effect={
        <>
          <p>{t('workspaceFile.deleteEffect', contents)}</p>
          {here.length > 0 && <p>{t('workspaceFile.deleteBackups', { count: here.length })}</p>}
          {folder !== null && elsewhere.length > 0 && (
            <p>
              {t('workspaceFile.deleteElsewhere', {
                count: elsewhere.length,
                folder: folder.path,
              })}
            </p>
          )}
          <p>{t('workspaceFile.deleteMore')}</p>
        </>
      }
      submitLabel={t('workspaceFile.deleteConfirm')}
      isDanger
      isPending={remove.pending}
      onSubmit={async (passphrase) => {
        const done = await remove.run({ passphrase });
        return done.ok ? null : done.error;
      }}
      onClose={onClose}
    />
  );
}
