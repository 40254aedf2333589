import { useState } from 'react';
import type { BinEntry } from '../../../shared/domain/bin.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { useAction } from '../../program/calls.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';

type BinPurgeProps = Readonly<{ entry: BinEntry; onClose: () => void }>;

/** Asks before an item in the bin is deleted permanently. */
export function BinPurge({ entry, onClose }: BinPurgeProps) {
  const { run, pending, ifHere } = useAction('bin:purge');
  const [failure, setFailure] = useState<string>();

  async function purge(): Promise<void> {
    const result = await run({ kind: entry.kind, id: entry.id });
    if (!result.ok) {
      setFailure(errorText(result.error));
      return;
    }
    ifHere(onClose);
    showToast({ title: t('bin.purgedToast', { name: entry.name }) });
  }

  return (
    <ConfirmDialog
      isOpen
      title={t('bin.purgeTitle', { name: entry.name })}
      effect={t(`bin.purgeEffects.${entry.kind}`)}
      confirmLabel={t('bin.purgeConfirm')}
      onConfirm={() => void purge()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={failure}
    />
  );
}
