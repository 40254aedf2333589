import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps files here in memory. */
const MEMORY = '/dev/shm';
/** Several times what the tests have lying about at once, in bytes. */
const ROOM = 2 * 2 ** 30;

/**
 * Where the temporary files of the tests go: into memory, where that has room. They make some
 * thousand workspaces, and each of their writes waits for the disk: a third of the time.
 */
export function placeForFiles(memory = MEMORY, room = ROOM): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return bavail * bsize >= room ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** Lets this process and all that it starts keep their temporary files in a folder that goes with it. */
export function keepFilesInMemory(env: NodeJS.ProcessEnv = process.env): void {
  const folder = mkdtempSync(join(placeForFiles(), 'latchkey-tests-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  env['TMPDIR'] = folder;
}
