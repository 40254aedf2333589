import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { appError } from '../../../shared/errors.ts';
import { makeFolderNow } from '../disk/make-folder.ts';
import { isDiskFull, RefusedError } from './database-error.ts';

/** A sign-in uses a fifth of it. */
export const RESERVE_BYTES = 2 ** 20;

/**
 * Disk space kept for a workspace's log: a file of that size, deleted when the disk is full. Then a
 * secret can still be shown, and showing it can still be recorded.
 */
export interface Reserve {
  /** Whether the space is gone: until there is room again, only the log may be written. */
  isReleased(): boolean;
  /** Creates the reserve if there is room. Never throws. */
  keep(): void;
  /** Frees the reserve. @returns whether there was any. */
  release(): boolean;
  /** Throws `file/disk-full` while the reserve is released and there is no room to restore it. */
  beforeWrite(): void;
  /** Does a log write, using the reserve if necessary. */
  use<T>(write: () => T): T;
}

export interface ReserveOptions {
  readonly path: string;
  /** The workspace. */
  readonly file: string;
  /** Called when the reserve is released, and when it is restored. */
  readonly onChange: () => void;
  readonly report: (error: unknown) => void;
}

export function openReserve({ path, file, onChange, report }: ReserveOptions): Reserve {
  let isReleased = false;
  let isLogging = false;

  function change(released: boolean): void {
    if (isReleased === released) return;
    isReleased = released;
    onChange();
  }

  function keep(): void {
    try {
      if (sizeOf(path) !== RESERVE_BYTES) fillNew(path);
      change(false);
    } catch (error) {
      // The space left belongs to the log. Without a place for the file, there is no reserve.
      if (isDiskFull(error)) change(true);
      else report(error);
    }
  }

  function release(): boolean {
    if (sizeOf(path) === 0) return false;
    rmSync(path, { force: true });
    change(true);
    return true;
  }

  return {
    isReleased: () => isReleased,
    keep,
    release,
    beforeWrite() {
      if (isLogging || !isReleased) return;
      keep();
      if (isReleased) throw new RefusedError(appError('file/disk-full', { detail: { file } }));
    },
    use(write) {
      const wasLogging = isLogging;
      isLogging = true;
      try {
        return write();
      } catch (error) {
        if (!isDiskFull(error) || !release()) throw error;
        return write();
      } finally {
        isLogging = wasLogging;
      }
    },
  };
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}

/** With incompressible bytes: some file systems allocate no space for zeros. */
function fillNew(path: string): void {
  makeFolderNow(dirname(path));
  const descriptor = openSync(path, 'w', 0o600);
  let isWhole = false;
  try {
    const bytes = randomBytes(RESERVE_BYTES);
    for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at);
    fsyncSync(descriptor);
    isWhole = true;
  } finally {
    closeSync(descriptor);
    if (!isWhole) rmSync(path, { force: true });
  }
}
