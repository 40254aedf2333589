import type { BinRef } from '../../../shared/domain/bin.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { Result } from '../../../shared/result.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { skipNextStep } from '../../program/keep-focus.ts';
import { usePlace } from '../../program/navigation.ts';
import { keepUndo } from '../../program/undo.ts';
import { showToast } from '../../ui/toasts.tsx';

/**
 * Says that something was deleted, and restores it on request: by the toast, or by Ctrl/Cmd+Z
 * until something else is changed.
 *
 * @param title what was done: "Petshop deleted".
 */
export function offerUndo(title: string, ref: BinRef, onRestored?: () => void): void {
  offerUndoBy(title, () => window.latchkey.call('bin:restore', ref), onRestored);
}

/** The same for what isn't in the bin. @param restore brings it back. */
export function offerUndoBy(
  title: string,
  restore: () => Promise<Result<unknown, AppError>>,
  onRestored?: () => void,
): void {
  let close: (() => void) | undefined;
  let isDone = false;
  const undo = async (): Promise<void> => {
    if (isDone) return;
    isDone = true;
    close?.();
    const place = usePlace.getState();
    const result = await restore();
    if (result.ok) {
      // Whoever has gone on meanwhile isn't taken there.
      if (usePlace.getState() === place) onRestored?.();
    } else
      showToast({
        tone: 'danger',
        title: t('bin.notRestored'),
        description: errorText(result.error),
      });
  };
  keepUndo(undo);
  skipNextStep();
  close = showToast({
    // A later deletion replaces this toast: three of them would hide the page.
    key: 'deleted',
    title,
    action: { label: t('bin.undo'), onPress: () => void undo() },
  });
}
