import { useCallback, useInsertionEffect, useRef, useState } from 'react';

/**
 * The same function at each render, which calls the newest `run`: for a handler that is given to
 * something memoised, which a new function would draw anew. Not to be called while rendering.
 */
export function useStable<A extends readonly unknown[], R>(run: (...args: A) => R) {
  const newest = useRef(run);
  // Before any other effect, which may call it.
  useInsertionEffect(() => {
    newest.current = run;
  });
  return useCallback((...args: A): R => newest.current(...args), []);
}

/** The same array while its elements are the same. */
export function useSameArray<T>(now: readonly T[]): readonly T[] {
  const [last, setLast] = useState(now);
  if (last === now) return now;
  const isSame = last.length === now.length && now.every((one, at) => Object.is(one, last[at]));
  if (isSame) return last;
  setLast(now);
  return now;
}
