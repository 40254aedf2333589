import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { JobStatus } from '../../program/job-status.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { ConfirmOwnerDialog } from './confirm-owner-dialog.tsx';
import { showRecoveryCode } from './workspace-store.ts';

type DialogProps = Readonly<{ onClose: () => void }>;

/** Turns the keyring on: afterwards anyone who can use this session can open the workspace. */
export function KeyringDialog({ onClose }: DialogProps) {
  const set = useAction('workspace:set-keyring');
  return (
    <ConfirmOwnerDialog
      title={t('workspace.keyringTitle')}
      effect={t('workspace.keyringHelp')}
      submitLabel={t('workspace.switchOn')}
      isPending={set.pending}
      onSubmit={async (passphrase) => {
        const done = await set.run({ enabled: true, passphrase });
        return done.ok ? null : done.error;
      }}
      onClose={onClose}
    />
  );
}

export function NewCodeDialog({ onClose }: DialogProps) {
  const make = useAction('workspace:new-recovery-code');
  return (
    <ConfirmOwnerDialog
      title={t('workspace.newCodeTitle')}
      effect={t('workspace.newCodeText')}
      submitLabel={t('workspace.makeCode')}
      isPending={make.pending}
      onSubmit={async (passphrase) => {
        const made = await make.run({ passphrase });
        if (!made.ok) return made.error;
        showRecoveryCode(made.value.recoveryCode);
        return null;
      }}
      onClose={onClose}
    />
  );
}

/** Re-encrypts everything, so that keys to an old copy don't open newer ones. */
export function RotateKeyDialog({ onClose }: DialogProps) {
  const rotate = useAction('workspace:rotate-key');
  return (
    <ConfirmOwnerDialog
      title={t('workspaceFile.rotateTitle')}
      effect={
        <>
          {t('workspaceFile.rotateText')}
          <JobStatus kind="rotate-key" label={t('workspaceFile.rotating')} />
        </>
      }
      submitLabel={t('workspaceFile.rotateSubmit')}
      isPending={rotate.pending}
      onSubmit={async (passphrase) => {
        const rotated = await rotate.run({ passphrase });
        if (!rotated.ok) return rotated.error.code === 'call/cancelled' ? null : rotated.error;
        showToast({ title: t('workspaceFile.rotated'), tone: 'success' });
        return null;
      }}
      onClose={onClose}
    />
  );
}
