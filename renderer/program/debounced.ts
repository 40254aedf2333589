import { useEffect, useState } from 'react';

/** In ms: shorter than a pause between two words, longer than one between two keys. */
const PAUSE = 150;

/** Debounces a value that changes with each key, for calls to the program. */
export function useDebounced<T>(value: T): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
