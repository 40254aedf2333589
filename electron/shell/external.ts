import { shell } from 'electron';
import type { Preferences } from '../../shared/domain/preferences.ts';

/**
 * The only address that the program has a browser open: the page of releases that its package
 * names. The page cannot choose another, and a person has to switch it on first.
 */
export async function openReleases(
  releases: string | null,
  { offerUpdates }: Preferences,
): Promise<boolean> {
  if (releases === null || !offerUpdates) return false;
  await shell.openExternal(releases);
  return true;
}
