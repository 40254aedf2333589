import { useState } from 'react';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { goTo } from '../../program/navigation.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';

type RevokeDialogProps = Readonly<{
  /** An active one; null closes the dialog. Several are a bulk job. */
  token: TokenSummary | null;
  onClose: () => void;
  onRevoked?: (() => void) | undefined;
}>;

export function RevokeDialog({ token, ...on }: RevokeDialogProps) {
  // A new dialog for each token: one that was left waiting doesn't answer for the next.
  return token === null ? null : <Question key={token.id} token={token} {...on} />;
}

type QuestionProps = RevokeDialogProps & Readonly<{ token: TokenSummary }>;

function Question({ token, onClose, onRevoked }: QuestionProps) {
  const { run, pending, ifHere } = useAction('token:revoke');
  const [error, setError] = useState<AppError | null>(null);

  async function revoke(): Promise<void> {
    setError(null);
    const result = await run({ ids: [token.id] });
    if (!result.ok) {
      setError(result.error);
      return;
    }
    showToast({
      tone: 'success',
      title: t('tokens.revoked', { count: result.value.revoked }),
      description: t('tokens.revokedNext'),
      action: { label: t('tokens.toGateways'), onPress: () => goTo('gateways') },
    });
    ifHere(onRevoked);
    ifHere(onClose);
  }

  const owner = ownerName(token.applicationName, token.keyType);
  return (
    <ConfirmDialog
      isOpen
      title={t('tokens.revokeTitleOne', { owner })}
      effect={t('tokens.revokeEffect', { count: 1 })}
      confirmLabel={t('tokens.revokeConfirm', { count: 1 })}
      onConfirm={() => void revoke()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={error === null ? undefined : `${t('tokens.notRevoked')}: ${errorText(error)}`}
    />
  );
}
