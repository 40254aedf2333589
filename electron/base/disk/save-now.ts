import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';
import { temporaryBeside } from './temporary-file.ts';

/**
 * Writes a small file completely or not at all, readable only by its owner. Synchronous, for what
 * is saved while the window closes. Content and name are synced to the disk. Throws the system's
 * error.
 */
export function saveNow(path: string, content: string | Uint8Array): void {
  const temporary = temporaryBeside(path);
  try {
    // Synced before it is renamed: otherwise a power cut could leave an empty file.
    writeFileSync(temporary, content, { flag: 'wx', mode: 0o600, flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolderNow(dirname(path));
}
