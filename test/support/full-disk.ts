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

/** Uses up `bytes` of the space. */
export function fill(folder: string, bytes: number): void {
  writeFileSync(join(folder, 'filler'), Buffer.alloc(bytes));
}
