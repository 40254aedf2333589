import { useState } from 'react';
import type { BinEntry } from '../../../shared/domain/bin.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { useAction } from '../../program/calls.ts';
import { binStrings as words } from '../../strings/bin.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { showToast } from '../../ui/toasts.tsx';

type BinPurgeProps = Readonly<{ entry: BinEntry; onClose: () => void }>;

/** Asks before something in the bin is wiped. */
export function BinPurge({ entry, onClose }: BinPurgeProps) {
  const { run, pending } = useAction('bin:purge');
  const [failure, setFailure] = useState<string>();

  async function purge(): Promise<void> {
    const result = await run({ kind: entry.kind, id: entry.id });
    if (!result.ok) {
      setFailure(errorText(result.error));
      return;
    }
    onClose();
    showToast({ title: words.purgedToast(entry.name) });
  }

  return (
    <ConfirmDialog
      isOpen
      title={words.purgeTitle(entry.name)}
      effect={words.purgeEffects[entry.kind]}
      confirmLabel={words.purgeConfirm}
      onConfirm={() => void purge()}
      onCancel={onClose}
      isPending={pending}
      errorMessage={failure}
    />
  );
}
