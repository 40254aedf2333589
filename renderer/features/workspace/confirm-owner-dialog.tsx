import { type ReactNode, useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useIfHere } from '../../program/if-here.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { Notice } from '../../ui/notice.tsx';
import { KnownPassphrase } from './known-passphrase.tsx';

type ConfirmOwnerDialogProps = Readonly<{
  title: string;
  /** What happens. */
  effect: ReactNode;
  submitLabel: string;
  /** For what destroys something. */
  isDanger?: boolean;
  isPending: boolean;
  /** @returns what is wrong, or null once it is done. */
  onSubmit: (passphrase: string) => Promise<AppError | null>;
  onClose: () => void;
}>;

/** Asks for the passphrase again, before an unlock method is added. */
export function ConfirmOwnerDialog({
  title,
  effect,
  submitLabel,
  isDanger = false,
  isPending,
  onSubmit,
  onClose,
}: ConfirmOwnerDialogProps) {
  const [passphrase, setPassphrase] = useState('');
  const [error, setError] = useState<AppError | null>(null);
  const ifHere = useIfHere();

  async function submit(): Promise<void> {
    if (isPending) return;
    const refusal = await onSubmit(passphrase);
    setError(refusal);
    if (refusal === null) ifHere(onClose);
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
          <Button variant={isDanger ? 'danger' : 'primary'} type="submit" isPending={isPending}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <FormLayout>
        <Notice tone={isDanger ? 'warning' : 'info'}>{effect}</Notice>
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
