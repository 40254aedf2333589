import { shell } from 'electron';
import type { Preferences } from '../../shared/domain/preferences.ts';

/**
 * The only address that the program opens in a browser: the releases page that its package names.
 * The page can't choose another. Off until the preference is switched on; a script in a compromised
 * page could do that too, but could still open only this address.
 *
 * Rejects if the system has no browser.
 */
export async function openReleases(
  releases: string | null,
  { offerUpdates }: Preferences,
): Promise<boolean> {
  if (releases === null || !offerUpdates) return false;
  await shell.openExternal(releases);
  return true;
}
