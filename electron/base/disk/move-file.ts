import { createHash, randomUUID } from 'node:crypto';
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';

const CHUNK_BYTES = 2 ** 20;

/**
 * Moves a file that isn't open anywhere, across file systems too. It is at one of the two places,
 * whole, whenever the power goes; at both only between the last two steps of a copy. Throws what
 * the system says.
 *
 * @returns false if there is a file at the new place: nothing was done then.
 */
export function moveFile(from: string, to: string): boolean {
  if (existsSync(to)) return false;
  try {
    renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    if (!copyWhole(from, to)) return false;
    rmSync(from);
  }
  syncFolderNow(dirname(to));
  if (dirname(from) !== dirname(to)) syncFolderNow(dirname(from));
  return true;
}

/**
 * Gives a finished file its name and never overwrites another.
 *
 * @returns false if there is a file of this name.
 */
export function giveName(temporary: string, target: string): boolean {
  try {
    // Unlike a rename it never overwrites.
    linkSync(temporary, target);
    rmSync(temporary);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
  }
  // Where there are no links (FAT).
  if (existsSync(target)) return false;
  renameSync(temporary, target);
  return true;
}

/**
 * Copies a file that isn't open anywhere: complete, compared and synced, or not at all. Throws what the
 * system says.
 *
 * @returns false if there is a file of this name.
 */
export function copyWhole(from: string, to: string): boolean {
  const temporary = join(dirname(to), `.latchkey-${randomUUID()}`);
  try {
    copyFileSync(from, temporary);
    const descriptor = openSync(temporary, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (digestOf(from) !== digestOf(temporary)) throw new Error('The copy differs from the file');
    const isNamed = giveName(temporary, to);
    if (isNamed) syncFolderNow(dirname(to));
    return isNamed;
  } finally {
    rmSync(temporary, { force: true });
  }
}

function digestOf(file: string): string {
  const hash = createHash('sha256');
  const chunk = Buffer.alloc(CHUNK_BYTES);
  const descriptor = openSync(file, 'r');
  try {
    for (;;) {
      const length = readSync(descriptor, chunk, 0, CHUNK_BYTES, null);
      if (length === 0) return hash.digest('hex');
      hash.update(chunk.subarray(0, length));
    }
  } finally {
    closeSync(descriptor);
  }
}
