import { useState } from 'react';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { cancelledText } from '../../program/job-status.tsx';
import { goTo } from '../../program/navigation.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';

type RevokeDialogProps = Readonly<{
  /** Active ones; none closes the dialog. */
  tokens: readonly TokenSummary[];
  onClose: () => void;
}>;

export function RevokeDialog({ tokens, onClose }: RevokeDialogProps) {
  const { run, pending } = useAction('token:revoke');
  const [error, setError] = useState<AppError | null>(null);

  function close(): void {
    setError(null);
    onClose();
  }

  async function revoke(): Promise<void> {
    setError(null);
    const result = await run({ ids: tokens.map(({ id }) => id) });
    if (!result.ok && result.error.code === 'call/cancelled') {
      showToast({ title: cancelledText('token-revoke', t('tokens.revoking')) });
      close();
      return;
    }
    if (!result.ok) {
      setError(result.error);
      return;
    }
    showToast({
      tone: 'success',
      title: t('tokens.revoked', { count: tokens.length }),
      description: t('tokens.revokedNext'),
      action: { label: t('tokens.toGateways'), onPress: () => goTo('gateways') },
    });
    close();
  }

  return (
    <ConfirmDialog
      isOpen={tokens.length > 0}
      title={titleFor(tokens)}
      effect={t('tokens.revokeEffect', { count: tokens.length })}
      confirmLabel={t('tokens.revokeConfirm', { count: tokens.length })}
      onConfirm={() => void revoke()}
      onCancel={close}
      isPending={pending}
      errorMessage={error === null ? undefined : `${t('tokens.notRevoked')}: ${errorText(error)}`}
    />
  );
}

function titleFor(tokens: readonly TokenSummary[]): string {
  const [only] = tokens;
  return only !== undefined && tokens.length === 1
    ? t('tokens.revokeTitleOne', { owner: ownerName(only.applicationName, only.keyType) })
    : t('tokens.revokeTitle', { count: tokens.length });
}
