import { randomBytes } from 'node:crypto';
import { closeSync, fsyncSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { appError } from '../../../shared/errors.ts';
import { makeFolderNow } from '../disk/make-folder.ts';
import { isDiskFull, RefusedError } from './database-error.ts';

/** A sign-in takes a fifth of it. */
export const RESERVE_BYTES = 2 ** 20;

/**
 * Space on the disk of a workspace that is kept for its log: a file of that size, which goes when the
 * disk is full. So a secret can still be shown, and that it was can still be recorded.
 */
export interface Reserve {
  /** Whether there is no room for it: nothing but the log may be written until it is there again. */
  isReleased(): boolean;
  /** Makes it, if there is room. Never throws. */
  keep(): void;
  /** Gives its space up. @returns whether there was any. */
  release(): boolean;
  /** Throws `file/disk-full` while it is released, and there is no room for it. */
  beforeWrite(): void;
  /** Does a write of the log, if need be with the space of the reserve. */
  use<T>(write: () => T): T;
}

export interface ReserveOptions {
  readonly path: string;
  /** The workspace. */
  readonly file: string;
  /** Told when it was released, and when it is there again. */
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
      // What little space there is belongs to the log. Without a place for it, there is no reserve.
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

/** With what can't be compressed: some file systems would keep no space for zeros. */
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
