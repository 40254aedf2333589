import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { ConfirmOwnerDialog } from './confirm-owner-dialog.tsx';

/** Accepts a file that is older than the last one used, or has diverged from it. */
export function AcceptFileDialog({ onClose }: Readonly<{ onClose: () => void }>) {
  const accept = useAction('workspace:accept-file');
  return (
    <ConfirmOwnerDialog
      title={t('workspaceFile.acceptTitle')}
      effect={<p>{t('workspaceFile.acceptEffect')}</p>}
      submitLabel={t('workspaceFile.acceptConfirm')}
      isDanger
      isPending={accept.pending}
      onSubmit={async (passphrase) => {
        const done = await accept.run({ passphrase });
        return done.ok ? null : done.error;
      }}
      onClose={onClose}
    />
  );
}
