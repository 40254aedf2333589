import { createHash } from 'node:crypto';
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
import { dirname } from 'node:path';
import { syncFolderNow } from './sync-folder.ts';
import { temporaryBeside } from './temporary-file.ts';

const CHUNK_BYTES = 2 ** 20;

/**
 * Moves a file that isn't open anywhere, also across file systems. If the power goes, the complete
 * file is at one of the two places; at both only between the last two steps of a copy. Throws the
 * system's error.
 *
 * @returns false if there already is a file at the new place; then nothing was done.
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
 * Gives a finished file its name without overwriting another file.
 *
 * @returns false if there already is a file of this name.
 */
export function giveName(temporary: string, target: string): boolean {
  try {
    // Unlike a rename, a link never overwrites.
    linkSync(temporary, target);
    rmSync(temporary);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
  }
  // For file systems without links (FAT).
  if (existsSync(target)) return false;
  renameSync(temporary, target);
  return true;
}

/**
 * Copies a file that isn't open anywhere: complete, compared and synced, or not at all. Throws the
 * system's error.
 *
 * @param temporary its name until it is complete, in the same folder.
 * @returns false if there already is a file of this name.
 */
export function copyWhole(from: string, to: string, temporary = temporaryBeside(to)): boolean {
  try {
    copyFileSync(from, temporary);
    const descriptor = openSync(temporary, 'r+');
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    if (digestOf(from) !== digestOf(temporary))
      throw new Error('The copy differs from the original');
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
