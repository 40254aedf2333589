import { useState } from 'react';
import type { UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { FormLayout } from '../../ui/form-layout.tsx';
import { showToast } from '../../ui/toasts.tsx';
import { methodName } from './method-name.ts';

type RemoveMethodDialogProps = Readonly<{ method: UnlockMethodInfo; onClose: () => void }>;

/** Removes an unlock method and changes the workspace's key, so that the method can't open it. */
export function RemoveMethodDialog({ method, onClose }: RemoveMethodDialogProps) {
  const { run, pending, ifHere } = useAction('workspace:remove-method');
  const [failure, setFailure] = useState<string>();
  const name = methodName(method);
  const kind = method.kind === 'recovery-code' ? 'other' : method.kind;

  async function remove(): Promise<void> {
    const result = await run({ id: method.id });
    if (!result.ok) {
      setFailure(errorText(result.error));
      return;
    }
    ifHere(onClose);
    showToast({ title: t('unlock.removed', { name }), tone: 'success' });
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('unlock.removeTitle', { name })}
      effect={
        <FormLayout>
          <p>{t('unlock.removeEffect', { name, kind })}</p>
          {method.isCurrent && <p>{t('unlock.removeSelf')}</p>}
          <p>{t('unlock.removeCopies')}</p>
        </FormLayout>
      }
      confirmLabel={t('unlock.removeSubmit', { name })}
      onConfirm={() => void remove()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={failure}
    />
  );
}
