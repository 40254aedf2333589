import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { cancelledText } from '../../program/job-status.tsx';
import { goTo } from '../../program/navigation.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { countsOf, type Selection } from '../export/token-selection.ts';

type RevokeDialogProps = Readonly<{
  /** Active ones; none closes the dialog. */
  tokens: Selection;
  onClose: () => void;
  onRevoked?: (() => void) | undefined;
}>;

export function RevokeDialog({ tokens, onClose, onRevoked }: RevokeDialogProps) {
  const { active: count } = countsOf(tokens);
  const { run, pending } = useAction('token:revoke');
  const [error, setError] = useState<AppError | null>(null);

  function close(): void {
    setError(null);
    onClose();
  }

  async function revoke(): Promise<void> {
    setError(null);
    const result = await run(activeInput(tokens));
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
      title: t('tokens.revoked', { count: result.value.revoked }),
      description: t('tokens.revokedNext'),
      action: { label: t('tokens.toGateways'), onPress: () => goTo('gateways') },
    });
    onRevoked?.();
    close();
  }

  return (
    <ConfirmDialog
      isOpen={count > 0}
      title={titleFor(tokens)}
      effect={t('tokens.revokeEffect', { count })}
      confirmLabel={t('tokens.revokeConfirm', { count })}
      onConfirm={() => void revoke()}
      onCancel={close}
      isPending={pending}
      errorMessage={error === null ? undefined : `${t('tokens.notRevoked')}: ${errorText(error)}`}
    />
  );
}

function titleFor(tokens: Selection): string {
  const [only, ...more] = tokens.of === 'tokens' ? tokens.tokens : [];
  return only !== undefined && more.length === 0
    ? t('tokens.revokeTitleOne', { owner: ownerName(only.applicationName, only.keyType) })
    : t('tokens.revokeTitle', { count: countsOf(tokens).active });
}

/** Narrows a filter to active tokens, so that the status of the others doesn't change. */
function activeInput(tokens: Selection): Input<'token:revoke'> {
  return tokens.of === 'tokens'
    ? { ids: tokens.tokens.map(({ id }) => id) }
    : { filter: { ...tokens.filter, state: 'active' } };
}
