import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { KnownPassphrase } from './known-passphrase.tsx';
import { showRecoveryCode } from './workspace-store.ts';

type DialogProps = Readonly<{ onClose: () => void }>;

/** Switches the keyring on: whoever can use this session can then open the workspace. */
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
function ConfirmOwnerDialog({
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
          <Button onPress={onClose}>{t('workspace.cancel')}</Button>
          <Button variant="primary" type="submit" isPending={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <FormLayout>
        <Notice>{effect}</Notice>
        <KnownPassphrase
          label={t('workspace.passphrase')}
          value={passphrase}
          onChange={setPassphrase}
          error={error}
        />
      </FormLayout>
    </Dialog>
  );
}
