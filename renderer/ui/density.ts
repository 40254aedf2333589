import { useSyncExternalStore } from 'react';

export type Density = 'comfortable' | 'compact';

/** Row heights in px: virtualised rows need a known height before they are drawn. */
export const rowHeights = {
  comfortable: { list: 52, table: 36, heading: 32 },
  compact: { list: 44, table: 28, heading: 28 },
} as const;

function subscribe(onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  observer.observe(document.documentElement, { attributeFilter: ['data-density'] });
  return () => observer.disconnect();
}

function read(): Density {
  return document.documentElement.dataset['density'] === 'compact' ? 'compact' : 'comfortable';
}

/** Follows `data-density` on <html>. */
export function useDensity(): Density {
  return useSyncExternalStore(subscribe, read);
}
