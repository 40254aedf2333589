import { Trash } from 'lucide-react';
import { useState } from 'react';
import { errorText } from '../../../shared/words/errors.ts';
import { ownerName } from '../../../shared/words/key-types.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';
import type { KeysOfProps } from './keys-of-props.ts';

/** Deletes the consumer key with everything that belongs to it. */
export function RemoveKeys({ application, keyType }: KeysOfProps) {
  const [isAsked, setAsked] = useState(false);
  const [error, setError] = useState<string>();
  const { run, pending } = useAction('keys:remove');
  const owner = ownerName(application.name, keyType);

  async function remove(): Promise<void> {
    const removed = await run({ applicationId: application.id, keyType });
    if (!removed.ok) {
      setError(errorText(removed.error));
      return;
    }
    showToast({
      tone: 'success',
      title: t('keys.removedKeys', { owner }),
      description: t('keys.removedNext', { tokens: removed.value.tokens }),
    });
    setAsked(false);
  }

  return (
    <>
      <div>
        <Button action="keys.remove" icon={Trash} onPress={() => setAsked(true)}>
          {t('keys.remove')}
        </Button>
      </div>
      <ConfirmDialog
        isOpen={isAsked}
        title={t('keys.removeTitle', { owner })}
        effect={t('keys.removeEffect')}
        confirmLabel={t('keys.removeConfirm')}
        onConfirm={() => void remove()}
        onCancel={() => setAsked(false)}
        isPending={pending}
        errorMessage={error}
      />
    </>
  );
}
