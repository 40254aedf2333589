import { useEffect, useRef, useState } from 'react';

/** In ms: longer than the repeat interval of a held key. */
const REPEAT = 120;

/**
 * A value that changes at once, except that of many changes in quick succession only the last one
 * counts: for data that is read again for each row that an arrow key passes.
 */
export function useQuiet<T>(value: T): T {
  const [quiet, setQuiet] = useState(value);
  const changedAt = useRef(Number.NEGATIVE_INFINITY);
  useEffect(() => {
    const now = performance.now();
    const isInARow = now - changedAt.current < REPEAT;
    changedAt.current = now;
    if (!isInARow) {
      setQuiet(value);
      return undefined;
    }
    const timer = setTimeout(() => setQuiet(value), REPEAT);
    return () => clearTimeout(timer);
  }, [value]);
  return quiet;
}
