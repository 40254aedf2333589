import type { KeyboardEvent } from 'react';
import type { MenuEntry } from './menu-entry.ts';

/** What can be done to one row of a list or table. */
export type RowActions = Readonly<{
  /** Ctrl/Cmd+C on a row. */
  onCopy?: ((id: string) => void) | undefined;
  /** Delete or Backspace on a row. */
  onDelete?: ((id: string) => void) | undefined;
  /** Right click, Menu key, Shift+F10. */
  rowMenu?: ((id: string) => readonly MenuEntry[]) | undefined;
}>;

/** Keys of a list or table that act on the row with the focus. */
export function rowKeys({ onCopy, onDelete }: Pick<RowActions, 'onCopy' | 'onDelete'>) {
  return (event: KeyboardEvent): void => {
    const row = event.target instanceof Element ? event.target.closest('[data-key]') : null;
    const id = row?.closest('[role="row"], [role="option"]')?.getAttribute('data-key') ?? null;
    if (id === null) return;
    // Selected text is what the person means to copy.
    const hasText = window.getSelection()?.isCollapsed === false;
    if (event.key === 'Delete' || event.key === 'Backspace') onDelete?.(id);
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && !hasText) onCopy?.(id);
  };
}
