import { useCallback, useEffect, useRef } from 'react';

/**
 * For what follows on an answer and is about the component that asked: to close it, or to go on from it.
 * Whoever has closed it meanwhile isn't taken back, and keeps what they have opened since.
 *
 * @returns what does it if the component is still there, and tells whether it is.
 */
export function useIfHere(): (act: (() => void) | undefined) => boolean {
  const isHere = useRef(false);
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  return useCallback((act) => {
    if (isHere.current) act?.();
    return isHere.current;
  }, []);
}
