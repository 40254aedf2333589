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
 * One page after SQLite's last. SQLite tracks its own page count, so it ignores this page, and
 * overwrites it when the file grows.
 */
export interface Trailer {
  /**
   * Writes `bytes` and syncs them to the disk.
   *
   * @returns false if another program holds the file; then nothing was written.
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
      // The lock keeps others from committing, so the end of the file doesn't move.
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

/** The last page of a file that no database has open; null if the file is too short. */
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

const pageNumber = z.number();

export function pageCount(db: WritableDb): number {
  return pageNumber.parse(db.pragma('page_count', { simple: true }));
}

/**
 * Writes `bytes` as the last page of a file that no database has open, and syncs. Throws the
 * system's error.
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
  if (bytes.length > PAGE_BYTES) throw new Error('The trailer must be one page');
  const page = Buffer.alloc(PAGE_BYTES);
  page.set(bytes);
  writeSync(descriptor, page, 0, PAGE_BYTES, pages * PAGE_BYTES);
  ftruncateSync(descriptor, (pages + 1) * PAGE_BYTES);
  fsyncSync(descriptor);
}

function walBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}
