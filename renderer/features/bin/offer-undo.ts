import type { BinRef } from '../../../shared/domain/bin.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { showToast } from '../../ui/toasts.tsx';

/**
 * Says that something was deleted, and brings it back if asked to.
 *
 * @param title what was done: "Petshop deleted".
 */
export function offerUndo(title: string, ref: BinRef, onRestored?: () => void): void {
  const undo = async (): Promise<void> => {
    const result = await window.latchkey.call('bin:restore', ref);
    if (result.ok) onRestored?.();
    else
      showToast({
        tone: 'danger',
        title: t('bin.notRestored'),
        description: errorText(result.error),
      });
  };
  showToast({ title, action: { label: t('bin.undo'), onPress: () => void undo() } });
}
