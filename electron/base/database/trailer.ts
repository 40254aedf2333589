import {
  closeSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeSync,
} from 'node:fs';
import { z } from 'zod';
import { checkpoint, type WritableDb } from './database.ts';
import { PAGE_BYTES } from './file-header.ts';

/**
 * One page after SQLite's last. SQLite knows how many pages are its own, so that it neither reads
 * this one nor minds it, and writes over it when the file grows.
 */
export interface Trailer {
  /**
   * Writes `bytes` and waits for the disk to have them.
   *
   * @returns false if another program holds the file: nothing was written then.
   */
  write(db: WritableDb, bytes: Uint8Array): boolean;
  /** Only after the database is closed: closing any descriptor drops SQLite's locks (POSIX). */
  close(): void;
}

export function openTrailer(file: string): Trailer {
  const descriptor = openSync(file, 'r+');
  return {
    write(db, bytes) {
      if (!checkpoint(db, 'TRUNCATE')) return false;
      // Nobody else can commit meanwhile, so that the end of the file stays where it is.
      db.exec('BEGIN IMMEDIATE');
      try {
        if (walBytes(file) > 0) return false;
        writePage(descriptor, pageCount(db), bytes);
        return true;
      } finally {
        db.exec('ROLLBACK');
      }
    },
    close: () => closeSync(descriptor),
  };
}

/** The last page of a file that no database has open, or null if it is too short for one. */
export function readTrailer(file: string): Buffer | null {
  const descriptor = openSync(file, 'r');
  try {
    const { size } = fstatSync(descriptor);
    if (size < 2 * PAGE_BYTES || size % PAGE_BYTES !== 0) return null;
    const page = Buffer.alloc(PAGE_BYTES);
    const length = readSync(descriptor, page, 0, PAGE_BYTES, size - PAGE_BYTES);
    return length === PAGE_BYTES ? page : null;
  } finally {
    closeSync(descriptor);
  }
}

export function pageCount(db: WritableDb): number {
  return z.number().parse(db.pragma('page_count', { simple: true }));
}

/**
 * Lets a file that no database has open end with `bytes`, on the disk. Throws what the system says.
 *
 * @param pages how many are SQLite's.
 */
export function endWith(file: string, pages: number, bytes: Uint8Array): void {
  const descriptor = openSync(file, 'r+');
  try {
    writePage(descriptor, pages, bytes);
  } finally {
    closeSync(descriptor);
  }
}

function writePage(descriptor: number, pages: number, bytes: Uint8Array): void {
  if (bytes.length > PAGE_BYTES) throw new Error('The trailer is one page');
  const page = Buffer.alloc(PAGE_BYTES);
  page.set(bytes);
  writeSync(descriptor, page, 0, PAGE_BYTES, pages * PAGE_BYTES);
  ftruncateSync(descriptor, (pages + 1) * PAGE_BYTES);
  fsyncSync(descriptor);
}

function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
