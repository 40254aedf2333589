import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';

/**
 * Creates a private folder and its missing parents, and syncs their names to the disk: in a power
 * cut, files in a folder without a synced name are lost. Throws the system's error.
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
