import { create } from 'zustand';
import { usePlace } from '../../program/navigation.ts';
import { type GuidePage, guidePageOf } from './guide-pages.ts';

interface Guide {
  /** The page that is open; null for none. */
  readonly page: GuidePage | null;
}

export const useGuide = create<Guide>(() => ({ page: null }));

export function openGuide(page: GuidePage): void {
  useGuide.setState({ page });
}

/** At what it says about the page of the program that is open. */
export function openGuideHere(): void {
  openGuide(guidePageOf(usePlace.getState()));
}

/** Before the workspace is open: at passphrases, backups and damaged files. */
export function openGuideAtEntrance(): void {
  openGuide('backup');
}

export function closeGuide(): void {
  useGuide.setState({ page: null });
}
