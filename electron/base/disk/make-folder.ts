import { existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';

/**
 * Creates a folder and its missing parents, and syncs their names to the disk: in a power cut, files
 * in a folder without a synced name are lost. Throws the system's error.
 *
 * @param folder an absolute path.
 * @param mode of those that it creates: private unless given.
 */
export function makeFolderNow(folder: string, mode = 0o700): void {
  const missing: string[] = [];
  // A missing drive of Windows is its own parent.
  for (let at = folder; !existsSync(at) && dirname(at) !== at; at = dirname(at)) {
    missing.unshift(at);
  }
  if (missing.length === 0) missing.push(folder);
  for (const path of missing) {
    // Not `recursive`: Node tries forever where nothing can be created, such as below /proc.
    try {
      mkdirSync(path, { mode });
    } catch (error) {
      if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) continue;
      throw error;
    }
    syncFolderNow(dirname(path));
  }
}
