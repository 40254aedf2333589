import { create } from 'zustand';
import type { Topic } from '../../shared/ipc/events.ts';

type Undo = () => Promise<void>;

interface LastDeletion {
  readonly undo: Undo | null;
}

const useLastDeletion = create<LastDeletion>(() => ({ undo: null }));

/** Viewing and copying change nothing, so the deletion can still be undone after them. */
const quiet: ReadonlySet<Topic> = new Set(['activity', 'secrets', 'preferences', 'backups']);

/** Lets Ctrl/Cmd+Z undo a deletion until something else is changed. */
export function keepUndo(undo: Undo): void {
  // After the events of the deletion itself.
  setTimeout(() => useLastDeletion.setState({ undo }));
}

/** Whether there is something to undo. */
export function useHasUndo(): boolean {
  return useLastDeletion(({ undo }) => undo !== null);
}

/** Undoes the last deletion, once. @returns whether there was one. */
export async function undoLast(): Promise<boolean> {
  const { undo } = useLastDeletion.getState();
  if (undo === null) return false;
  useLastDeletion.setState({ undo: null });
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
  if (useLastDeletion.getState().undo === null) return;
  event.preventDefault();
  void undoLast();
}

/** Handles Ctrl/Cmd+Z, and forgets the deletion after another change, for the life of the page. */
export function followUndo(): () => void {
  const unfollow = window.latchkey.on('changed', (changes) => {
    const isQuiet = changes.every((change) => quiet.has(change.split('/')[0] as Topic));
    if (!isQuiet) useLastDeletion.setState({ undo: null });
  });
  window.addEventListener('keydown', onKeyDown);
  return () => {
    unfollow();
    window.removeEventListener('keydown', onKeyDown);
  };
}
