import { useState } from 'react';
import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { AppError } from '../../../shared/errors.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { ownerName } from '../../../shared/words/en/key-types.ts';
import { useAction } from '../../program/calls.ts';
import { goTo } from '../../program/navigation.ts';
import { tokensStrings as words } from '../../strings/tokens.ts';
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
    if (!result.ok) {
      setError(result.error);
      return;
    }
    showToast({
      tone: 'success',
      title: words.revoked(tokens.length),
      description: words.revokedNext,
      action: { label: words.toGateways, onPress: () => goTo('gateways') },
    });
    close();
  }

  return (
    <ConfirmDialog
      isOpen={tokens.length > 0}
      title={words.revokeTitle(tokens.map((t) => ownerName(t.applicationName, t.keyType)))}
      effect={words.revokeEffect(tokens.length)}
      confirmLabel={words.revokeConfirm}
      onConfirm={() => void revoke()}
      onCancel={close}
      isPending={pending}
      errorMessage={error === null ? undefined : `${words.notRevoked}: ${errorText(error)}`}
    />
  );
}
