import {
  closeSync,
  fsync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  rmdirSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { makeFolderNow } from '../disk/make-folder.ts';
import { PAGE_BYTES } from './file-header.ts';

/** Larger files are not copied: they would take that much space once more while they are open. */
const LARGEST_COPY = 64 * 2 ** 20;
/** Up to this size, copying takes no longer than a disk takes to sync. */
const LARGEST_AT_ONCE = 4 * 2 ** 20;
const CHUNK_BYTES = 2 ** 20;

/** A copy of an open workspace file as it was when its WAL began. */
export interface OpenCopy {
  /** Copies the rest immediately. @returns false if there is no copy. */
  complete(): boolean;
  /** Copies the pages that a checkpoint wrote; the file now has `pages` pages. */
  update(written: Iterable<number>, pages: number): void;
  /** The file isn't what it was: a copy that isn't complete yet can't be completed any more. */
  giveUp(): void;
  /** Stops and keeps the copy. */
  leave(): void;
  /** Deletes it. */
  drop(): void;
}

export interface OpenCopyOptions {
  /** Null for no copy. */
  readonly to: string | null;
  readonly pages: number;
  readonly report: (error: unknown) => void;
}

/**
 * Starts a copy. A large file is copied between other work, so that a sign-in doesn't wait for it.
 *
 * @param from a descriptor of the file that stays open.
 */
export function keepCopy(from: number, { to, pages, report }: OpenCopyOptions): OpenCopy {
  const size = pages * PAGE_BYTES;
  let copy: number | null = null;
  let copied = 0;

  function attempt(work: (copy: number) => void): void {
    if (copy === null) return;
    try {
      work(copy);
    } catch (error) {
      report(error);
      drop();
    }
  }

  function start(): void {
    if (to === null || size > LARGEST_COPY) return;
    try {
      makeFolderNow(dirname(to));
      rmSync(to, { force: true });
      copy = openSync(to, 'wx+', 0o600);
    } catch (error) {
      report(error);
      drop();
    }
    if (size <= LARGEST_AT_ONCE) complete();
    else setImmediate(goOn);
  }

  function goOn(): void {
    if (copied >= size) return;
    attempt((target) => {
      copied = copyChunk(from, target, copied, size);
      if (copied < size) setImmediate(goOn);
      else fsync(target, (error) => error !== null && copy === target && report(error));
    });
  }

  function complete(): boolean {
    if (copied < size) {
      attempt((target) => {
        while (copied < size) copied = copyChunk(from, target, copied, size);
        fsyncSync(target);
      });
    }
    return copy !== null;
  }

  function close(): void {
    if (copy !== null) closeSync(copy);
    copy = null;
  }

  function drop(): void {
    close();
    if (to === null) return;
    rmSync(to, { force: true });
    try {
      rmdirSync(dirname(to));
    } catch {
      // The folder still holds another workspace's copy.
    }
  }

  start();
  return {
    complete,
    update: (written, count) => {
      attempt((target) => copyPages(from, target, written, count));
    },
    giveUp: () => {
      if (copied < size) drop();
    },
    leave: close,
    drop,
  };
}

/** @returns where the next chunk begins. */
function copyChunk(from: number, to: number, at: number, end: number): number {
  const chunk = Buffer.allocUnsafeSlow(Math.min(CHUNK_BYTES, end - at));
  const length = readSync(from, chunk, 0, chunk.length, at);
  writeSync(to, chunk, 0, length, at);
  return at + chunk.length;
}

function copyPages(from: number, to: number, pages: Iterable<number>, count: number): void {
  const bytes = Buffer.alloc(PAGE_BYTES);
  for (const page of pages) {
    if (page > count) continue;
    const at = (page - 1) * PAGE_BYTES;
    const length = readSync(from, bytes, 0, PAGE_BYTES, at);
    writeSync(to, bytes, 0, length, at);
  }
  ftruncateSync(to, count * PAGE_BYTES);
  fsyncSync(to);
}
