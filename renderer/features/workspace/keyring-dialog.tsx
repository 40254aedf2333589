import { useAction } from '../../program/calls.ts';
import { workspaceStrings as words } from '../../strings/workspace.ts';
import { ConfirmOwnerDialog } from './confirm-owner-dialog.tsx';

type KeyringDialogProps = Readonly<{ onClose: () => void }>;

/** Switches the keyring on: whoever can use this session can then open the workspace. */
export function KeyringDialog({ onClose }: KeyringDialogProps) {
  const set = useAction('workspace:set-keyring');
  return (
    <ConfirmOwnerDialog
      title={words.keyringTitle}
      effect={words.keyringHelp}
      submitLabel={words.switchOn}
      isPending={set.pending}
      onSubmit={async (passphrase) => {
        const done = await set.run({ enabled: true, passphrase });
        return done.ok ? null : done.error;
      }}
      onClose={onClose}
    />
  );
}
