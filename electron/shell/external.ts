import { shell } from 'electron';
import type { Preferences } from '../../shared/domain/preferences.ts';

/**
 * The only address that the program has a browser open: the page of releases that its package
 * names. The page cannot choose another. It is off until the preference is switched on, which a
 * script in a compromised page could do as well as a person: then it opens this address, no other.
 *
 * Rejects where the system has no browser.
 */
export async function openReleases(
  releases: string | null,
  { offerUpdates }: Preferences,
): Promise<boolean> {
  if (releases === null || !offerUpdates) return false;
  await shell.openExternal(releases);
  return true;
}
