import { useAction } from '../../program/calls.ts';
import { workspaceStrings as words } from '../../strings/workspace.ts';
import { ConfirmOwnerDialog } from './confirm-owner-dialog.tsx';
import { showRecoveryCode } from './workspace-store.ts';

type NewCodeDialogProps = Readonly<{ onClose: () => void }>;

export function NewCodeDialog({ onClose }: NewCodeDialogProps) {
  const make = useAction('workspace:new-recovery-code');
  return (
    <ConfirmOwnerDialog
      title={words.newCodeTitle}
      effect={words.newCodeText}
      submitLabel={words.makeCode}
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
