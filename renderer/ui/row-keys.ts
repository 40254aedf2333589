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

/**
 * The row that an event came from. The headless library puts `data-key` on each row, and one of its
 * own on each cell of a table.
 */
export function rowAt(target: EventTarget) {
  if (!(target instanceof Element)) return null;
  const element = target.closest(':is([role="row"], [role="option"])[data-key]');
  const id = element?.getAttribute('data-key') ?? null;
  return element === null || id === null ? null : { element, id };
}

/** Keys of a list or table that act on the row with the focus. */
export function rowKeys({ onCopy, onDelete }: Pick<RowActions, 'onCopy' | 'onDelete'>) {
  return (event: KeyboardEvent): void => {
    const id = rowAt(event.target)?.id;
    if (id === undefined) return;
    // Selected text is what the person means to copy.
    const hasText = window.getSelection()?.isCollapsed === false;
    // A key that is held down would go on to the next row.
    if (event.repeat) return;
    if (event.key === 'Delete' || event.key === 'Backspace') onDelete?.(id);
    else if (event.key === 'c' && (event.ctrlKey || event.metaKey) && !hasText) onCopy?.(id);
  };
}

/** A row that was scrolled to is drawn only after some frames; this many are awaited. */
const FRAMES = 30;

export function focusWhenDrawn(box: HTMLElement | null, id: string, frames = FRAMES): void {
  const element = box?.querySelector<HTMLElement>(`[data-key="${CSS.escape(id)}"]`);
  if (element) element.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenDrawn(box, id, frames - 1));
}
