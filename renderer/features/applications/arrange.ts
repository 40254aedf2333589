import type { ApplicationSelection } from '../../../shared/domain/application.ts';
import type { Input } from '../../../shared/ipc/contract.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { t } from '../../../shared/words/words.ts';
import { showToast } from '../../ui/toasts.tsx';

type Change = Omit<Input<'application:arrange'>, 'selection'>;

export function markFavourite(
  selection: ApplicationSelection,
  favourite: boolean,
): Promise<boolean> {
  return arrange(selection, { favourite });
}

/** @returns whether it was done; a toast says so, or why not. */
export async function arrange(selection: ApplicationSelection, change: Change): Promise<boolean> {
  const changed = await window.latchkey.call('application:arrange', { selection, ...change });
  if (changed.ok) showToast({ title: changedText(changed.value.changed, change), tone: 'success' });
  else showToast({ title: errorText(changed.error), tone: 'danger' });
  return changed.ok;
}

function changedText(count: number, { favourite, group = '' }: Change): string {
  if (favourite !== undefined) {
    return favourite ? t('application.marked', { count }) : t('application.unmarked', { count });
  }
  return group === ''
    ? t('application.ungrouped', { count })
    : t('application.grouped', { count, group });
}
