import { create } from 'zustand';
import type { GuidePage } from './guide-pages.ts';

interface Guide {
  /** The page that is open; null for none. */
  readonly page: GuidePage | null;
}

export const useGuide = create<Guide>(() => ({ page: null }));

export function openGuide(page: GuidePage): void {
  useGuide.setState({ page });
}

export function closeGuide(): void {
  useGuide.setState({ page: null });
}
