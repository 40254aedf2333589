import { type KeyboardEvent, useRef } from 'react';

/** In ms: after a pause of this length, typing starts a new search. */
const PAUSE = 1000;

/**
 * Collects what is typed into a list, key by key.
 *
 * @returns the handler for each key; it keeps the list from searching by itself.
 */
export function useTypedText(onText: (text: string) => void): (event: KeyboardEvent) => void {
  const typed = useRef({ text: '', at: 0 });
  return (event) => {
    const { key, ctrlKey, metaKey, altKey, timeStamp } = event;
    const isLetter = Array.from(key).length === 1 && !ctrlKey && !metaKey && !altKey;
    const before = timeStamp - typed.current.at < PAUSE ? typed.current.text : '';
    // A blank selects, but for one within a name.
    if (!isLetter || (key === ' ' && before === '')) return;
    event.preventDefault();
    event.stopPropagation();
    typed.current = { text: before + key, at: timeStamp };
    onText(before + key);
  };
}
