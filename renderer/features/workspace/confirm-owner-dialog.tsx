import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { workspaceStrings as words } from '../../strings/workspace.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { KnownPassphrase } from './known-passphrase.tsx';

type ConfirmOwnerDialogProps = Readonly<{
  title: string;
  /** What happens. */
  effect: string;
  submitLabel: string;
  isPending: boolean;
  /** @returns what is wrong, or null once it is done. */
  onSubmit: (passphrase: string) => Promise<AppError | null>;
  onClose: () => void;
}>;

/** Asks for the passphrase again, for what opens another way into the workspace. */
export function ConfirmOwnerDialog({
  title,
  effect,
  submitLabel,
  isPending,
  onSubmit,
  onClose,
}: ConfirmOwnerDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(null);

  async function submit(): Promise<void> {
    if (isPending) return;
    const refusal = await onSubmit(passphrase);
    setError(refusal);
    if (refusal === null) onClose();
  }

  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={title}
      width="small"
      onSubmit={() => void submit()}
      footer={
        <>
          <Button onPress={onClose}>{words.cancel}</Button>
          <Button variant="primary" type="submit" isPending={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <FormLayout>
        <Notice>{effect}</Notice>
        <KnownPassphrase
          label={words.passphrase}
          value={passphrase}
          onChange={setPassphrase}
          error={error}
        />
      </FormLayout>
    </Dialog>
  );
}
