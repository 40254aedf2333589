import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { holdFile } from '../base/database/hold.ts';
import { makeFolderNow } from '../base/disk/make-folder.ts';
import type { Places } from '../base/disk/places.ts';
import { syncFolderNow } from '../base/disk/sync-folder.ts';
import { workspacesIn } from '../features/workspace/files.ts';

/** Each is elsewhere now, or is created again. */
const notData = { logs: 'state', 'window.json': 'state', chromium: 'gone' } as const;

/**
 * Moves the data directory of an earlier version to where it belongs now, unless something is there
 * already: two copies are never mixed. Interrupted, it is complete in one of the two places.
 *
 * @returns the data directory to use: the earlier one while another program has it open, or if it
 * can't be moved.
 */
export function moveEarlierHome({ data, state, earlier }: Places): string {
  if (earlier === null || existsSync(data) || !holdsWorkspace(earlier)) return data;
  if (isInUse(earlier)) return earlier;
  try {
    makeFolderNow(dirname(data));
    moveFolder(earlier, data);
  } catch {
    return existsSync(data) ? data : earlier;
  }
  for (const [name, to] of Object.entries(notData)) {
    const file = join(data, name);
    try {
      if (to === 'gone') rmSync(file, { recursive: true, force: true });
      else if (state !== data && existsSync(file)) {
        makeFolderNow(state);
        renameSync(file, join(state, name));
      }
    } catch {
      // Only how the window looked and an old log.
    }
  }
  return data;
}

/** A directory that has nothing of ours, such as one that Chromium made, isn't touched. */
function holdsWorkspace(folder: string): boolean {
  try {
    return existsSync(join(folder, 'workspaces.json')) || workspacesIn(folder).length > 0;
  } catch {
    return false;
  }
}

function isInUse(folder: string): boolean {
  return workspacesIn(folder).some((file) => {
    const held = holdFile(file);
    if (held.ok) held.value.release();
    return !held.ok;
  });
}

function moveFolder(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    const part = `${to}.moving`;
    rmSync(part, { recursive: true, force: true });
    cpSync(from, part, { recursive: true, preserveTimestamps: true, errorOnExist: true });
    renameSync(part, to);
    rmSync(from, { recursive: true, force: true });
  }
  syncFolderNow(dirname(to));
}
