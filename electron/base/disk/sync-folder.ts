import { closeSync, fsyncSync, openSync } from 'node:fs';

/** Makes a new name last, as well as the system can. */
export function syncFolderNow(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // Windows opens no folders, and sees to it by itself.
  }
}
