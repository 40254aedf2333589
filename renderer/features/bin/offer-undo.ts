import type { BinRef } from '../../../shared/domain/bin.ts';
import { errorText } from '../../../shared/words/en/errors.ts';
import { binStrings as words } from '../../strings/bin.ts';
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
        title: words.notRestored,
        description: errorText(result.error),
      });
  };
  showToast({ title, action: { label: words.undo, onPress: () => void undo() } });
}
