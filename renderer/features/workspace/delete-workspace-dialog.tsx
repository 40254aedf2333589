import type { WorkspaceContents } from '../../../shared/domain/workspace.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { ConfirmOwnerDialog } from './confirm-owner-dialog.tsx';

type DeleteWorkspaceDialogProps = Readonly<{
  name: string;
  contents: WorkspaceContents;
  onClose: () => void;
}>;

export function DeleteWorkspaceDialog({ name, contents, onClose }: DeleteWorkspaceDialogProps) {
  const remove = useAction('workspace:delete');
  return (
    <ConfirmOwnerDialog
      title={t('workspaceFile.deleteTitle', { name })}
      effect={
        <>
          <p>{t('workspaceFile.deleteEffect', contents)}</p>
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
