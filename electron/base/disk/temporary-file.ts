import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** A folder may be shared, and another computer's processes can't be looked up. */
const MACHINE = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** SQLite's files beside a database have the same name with an ending. */
const OURS = /^\.latchkey-([0-9a-f]{8})-(\d+)-[0-9a-f-]{36}(?:-[a-z]+)?$/;

/** When this process started, in milliseconds: an earlier one may have had its number. */
const STARTED = Date.now() - process.uptime() * 1000;

/**
 * A name for an incomplete file, in the folder of the final one. It says whose it is, so that it can
 * be removed after a crash.
 */
export function temporaryBeside(file: string): string {
  return join(dirname(file), `.latchkey-${MACHINE}-${process.pid}-${randomUUID()}`);
}

/** Removes incomplete files of processes that were killed on this computer. Never throws. */
export function removeLeftOvers(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (isLeftOver(path)) rmSync(path, { force: true });
    }
  } catch {
    // There is no such folder, or the next start removes them.
  }
}

/** Whether the process that gave this name to an incomplete file has ended. */
function isLeftOver(path: string): boolean {
  const [, machine, pid] = OURS.exec(basename(path)) ?? [];
  if (machine !== MACHINE) return false;
  if (Number(pid) === process.pid) return statSync(path).mtimeMs < STARTED;
  return !isRunning(Number(pid));
}

export function isRunning(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
