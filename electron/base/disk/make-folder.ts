import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';

/**
 * Makes a folder for us alone, and those above it that aren't there, and waits for the disk to have
 * their names: what is synced in a folder is gone with it. Throws what the system says.
 *
 * @param folder an absolute path.
 */
export function makeFolderNow(folder: string): void {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined) return;
  for (let made = folder; made.length >= first.length; made = dirname(made)) {
    syncFolderNow(dirname(made));
  }
}
