import type { KeyboardEvent } from 'react';

type RowActions = Readonly<{
  onCopy: ((id: string) => void) | undefined;
  onDelete: ((id: string) => void) | undefined;
}>;

/** Keys of a list or table that act on the row with the focus. */
export function rowKeys({ onCopy, onDelete }: RowActions) {
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
