import { randomUUID } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';

/**
 * Writes a small file whole or not at all, readable by its owner alone, at once: for what is
 * remembered while the window closes. The disk has its content and its name afterwards. Throws what
 * the system says.
 */
export function saveNow(path: string, content: string | Uint8Array): void {
  const temporary = join(dirname(path), `.latchkey-${randomUUID()}`);
  try {
    // Synced before it gets its name, or a power cut could leave an empty file under it.
    writeFileSync(temporary, content, { flag: 'wx', mode: 0o600, flush: true });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  syncFolderNow(dirname(path));
}
