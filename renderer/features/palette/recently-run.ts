import { create } from 'zustand';

/** How many are remembered, until the page is replaced. */
const MOST = 6;

/** Ids of what was run from the palette, the last first. */
export const useRecentlyRun = create<readonly string[]>(() => []);

export function noteRun(id: string): void {
  useRecentlyRun.setState((ids) => [id, ...ids.filter((one) => one !== id)].slice(0, MOST), true);
}
