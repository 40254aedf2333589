import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Syncs a new name to the disk, as far as the system allows. */
export function syncFolderNow(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows can't open folders, and syncs names by itself.
  }
}
