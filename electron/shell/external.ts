import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { shell } from 'electron';
import type { Preferences } from '../../shared/domain/preferences.ts';
import { type AppError, appError } from '../../shared/errors.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { logFile } from '../base/log/log.ts';

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

/** Shows the folder of the log in the system's file manager. The page can't choose another one. */
export async function openLogFolder(): Promise<Result<null, AppError>> {
  const file = logFile();
  if (file === undefined) return err(appError('file/unreadable'));
  if (existsSync(file)) {
    shell.showItemInFolder(file);
    return ok(null);
  }
  // Nothing went wrong yet: the folder is empty.
  const problem = await shell.openPath(dirname(file));
  return problem === '' ? ok(null) : err(appError('file/unreadable'));
}
