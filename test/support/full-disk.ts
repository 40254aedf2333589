import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from './core.ts';

/** Mounting a file system requires root, which CI has. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A separate file system with `bytes` of space, unmounted after the test. */
export function smallDisk(bytes: number): string {
  const folder = temporaryDirectory();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['--lazy', folder]);
  });
  return folder;
}

/** Uses up all the remaining space. */
export function fillUp(disk: string): void {
  const filler = join(disk, 'filler');
  writeFileSync(filler, '');
  for (const step of [2 ** 16, 4096, 512]) {
    try {
      for (;;) writeFileSync(filler, Buffer.alloc(step), { flag: 'a' });
    } catch {
      // Until not even the smallest step fits.
    }
  }
}

/** Uses up `bytes` of the space. */
export function fill(folder: string, bytes: number): void {
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bytes));
}
