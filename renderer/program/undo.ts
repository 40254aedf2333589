import type { Topic } from '../../shared/ipc/events.ts';

type Undo = () => Promise<void>;

/** Of the last deletion; null once something else was changed. */
let last: Undo | null = null;

/** Viewing and copying change nothing, so the deletion can still be undone after them. */
const quiet: ReadonlySet<Topic> = new Set(['activity', 'secrets', 'preferences', 'backups']);

/** Lets Ctrl/Cmd+Z undo a deletion until something else is changed. */
export function keepUndo(undo: Undo): void {
  // After the events of the deletion itself.
  setTimeout(() => {
    last = undo;
  });
}

/** Undoes the last deletion, once. @returns whether there was one. */
export async function undoLast(): Promise<boolean> {
  const undo = last;
  if (undo === null) return false;
  last = null;
  await undo();
  return true;
}

/** In a field, the shortcut undoes what was typed there. */
function isEditable(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea'))
  );
}

function onKeyDown(event: KeyboardEvent): void {
  const isUndo = event.key === 'z' && (event.ctrlKey || event.metaKey) && !event.shiftKey;
  if (!isUndo || isEditable(event.target) || event.defaultPrevented) return;
  if (last === null) return;
  event.preventDefault();
  void undoLast();
}

/** Handles Ctrl/Cmd+Z, and forgets the deletion after another change, for the life of the page. */
export function followUndo(): () => void {
  const unfollow = window.latchkey.on('changed', (changes) => {
    const isQuiet = changes.every((change) => quiet.has(change.split('/')[0] as Topic));
    if (!isQuiet) last = null;
  });
  window.addEventListener('keydown', onKeyDown);
  return () => {
    unfollow();
    window.removeEventListener('keydown', onKeyDown);
  };
}
