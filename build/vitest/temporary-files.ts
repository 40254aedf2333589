import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder in memory (tmpfs) on Linux. */
const MEMORY = '/dev/shm';
/** Several times what the tests keep at once, in bytes. */
const ROOM = 2 * 2 ** 30;

/**
 * The folder for the tests' temporary files: in memory, if there is room. The tests create some
 * thousand workspaces, and waiting for the disk on each write takes a third of the time.
 */
export function placeForFiles(memory = MEMORY, room = ROOM): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= room ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Puts temporary files of this process and its children in a folder that is deleted at its end. */
export function keepFilesInMemory(env: NodeJS.ProcessEnv = process.env): void {
  const folder = mkdtempSync(join(placeForFiles(), 'latchkey-tests-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  env['TMPDIR'] = folder;
}
