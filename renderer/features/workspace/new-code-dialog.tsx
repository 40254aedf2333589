import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { useAction } from '../../program/calls.ts';
import { errorText } from '../../strings/errors.ts';
import { workspaceStrings as words } from '../../strings/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { PasswordField } from '../../ui/password-field.tsx';
import { showRecoveryCode } from './workspace-store.ts';

type NewCodeDialogProps = Readonly<{ onClose: () => void }>;

export function NewCodeDialog({ onClose }: NewCodeDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const make = useAction('workspace:new-recovery-code');

  async function submit(): Promise<void> {
    const made = await make.run({ passphrase });
    if (!made.ok) {
      setError(made.error);
      return;
    }
    onClose();
    showRecoveryCode(made.value.recoveryCode);
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={words.newCodeTitle}
      width="small"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button variant="primary" type="submit" isPending={make.pending}>
            {words.makeCode}
          </Button>
        </>
      }
    >
      <FormLayout>
        <Notice>{words.newCodeText}</Notice>
        <PasswordField
          label={words.passphrase}
          autoComplete="current-password"
          autoFocus
          value={passphrase}
          onChange={setPassphrase}
          errorMessage={error === null ? undefined : errorText(error)}
        />
      </FormLayout>
    </Dialog>
  );
}
