import { useState } from 'react';
import type { ConsumerSecret } from '../../../shared/domain/consumer-secret.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';

type RevokeSecretDialogProps = Readonly<{
  secret: ConsumerSecret;
  owner: string;
  /** How many others still work. */
  left: number;
  onClose: () => void;
}>;

export function RevokeSecretDialog({ secret, owner, left, onClose }: RevokeSecretDialogProps) {
  const { run, pending, ifHere } = useAction('consumer-secret:revoke');
  const [error, setError] = useState<string>();

  async function revoke(): Promise<void> {
    const done = await run({ id: secret.id });
    if (!done.ok) {
      setError(errorText(done.error));
      return;
    }
    showToast({ tone: 'success', title: t('secrets.revoked') });
    ifHere(onClose);
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('secrets.revokeTitle')}
      effect={t('secrets.revokeEffect', { owner, left })}
      confirmLabel={t('secrets.revokeConfirm')}
      onConfirm={() => void revoke()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={error}
    />
  );
}
