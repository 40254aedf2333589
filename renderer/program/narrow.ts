import { type RefObject, useEffect, useState } from 'react';

/**
 * Whether an element is narrower than `wanted`, in CSS px: for what a style sheet can't hide, such
 * as a table column.
 */
export function useIsNarrow(element: RefObject<Element | null>, wanted: number): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry !== undefined) setNarrow(entry.contentRect.width < wanted);
    });
    observer.observe(target);
    return () => observer.disconnect();
  }, [element, wanted]);
  return isNarrow;
}
