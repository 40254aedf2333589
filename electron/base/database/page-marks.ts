import { createHash, timingSafeEqual } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { saveNow } from '../disk/save-now.ts';
import { PAGE_BYTES } from './file-header.ts';

/**
 * The authentication tag of each page of a workspace file, in order. Each write gives a page a new
 * tag, so files can be compared by their marks, without a key.
 */
export type PageMarks = Buffer;

const MARK_BYTES = 16;
const MAGIC = Buffer.from('LKEYBASE');
const DIGEST_BYTES = 32;

/** The record of which file a WAL belongs to: the main file's marks when the WAL began. */
export const baseRecordOf = (file: string): string => `${file}-base`;

export const pagesOf = (marks: PageMarks): number => marks.length / MARK_BYTES;

/** The marks of the first `pages` pages; fewer if the file is shorter. */
export function readMarks(descriptor: number, pages: number): PageMarks {
  const whole = Math.min(pages, Math.floor(fstatSync(descriptor).size / PAGE_BYTES));
  const marks = Buffer.alloc(whole * MARK_BYTES);
  for (let page = 1; page <= whole; page += 1) readMark(descriptor, page, marks);
  return marks;
}

/** The marks after some pages were written; the file now has `pages` pages. */
export function updatedMarks(
  descriptor: number,
  before: PageMarks,
  written: Iterable<number>,
  pages: number,
): PageMarks {
  const marks = Buffer.alloc(pages * MARK_BYTES);
  before.copy(marks);
  for (const page of written) if (page <= pages) readMark(descriptor, page, marks);
  return marks;
}

/** Whether the marks are the same, ignoring the pages in `except`. */
export function sameMarks(
  one: PageMarks,
  other: PageMarks,
  except: ReadonlySet<number> = new Set(),
): boolean {
  if (except.size === 0) return one.equals(other);
  const pages = Math.max(pagesOf(one), pagesOf(other));
  for (let page = 1; page <= pages; page += 1) {
    if (!except.has(page) && !markAt(one, page).equals(markAt(other, page))) return false;
  }
  return true;
}

/** Throws the system's error. */
export function writeBaseRecord(file: string, marks: PageMarks): void {
  const body = Buffer.concat([MAGIC, marks]);
  saveNow(baseRecordOf(file), Buffer.concat([body, digestOf(body)]));
}

/** @returns null if there is no record, or only an incomplete one. */
export function readBaseRecord(file: string): PageMarks | null {
  let stored: Buffer;
  try {
    stored = readFileSync(baseRecordOf(file));
  } catch {
    return null;
  }
  if (stored.length < MAGIC.length + DIGEST_BYTES) return null;
  const body = stored.subarray(0, -DIGEST_BYTES);
  const isWhole = timingSafeEqual(digestOf(body), stored.subarray(-DIGEST_BYTES));
  if (!isWhole || !body.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  return body.subarray(MAGIC.length);
}

/** Whether a closed file's pages match the record, ignoring the pages in `except`. */
export function hasMarks(file: string, marks: PageMarks, except: ReadonlySet<number>): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const found = readMarks(descriptor, pagesOf(marks));
    return sameMarks(found, marks, except);
  } finally {
    closeSync(descriptor);
  }
}

function readMark(descriptor: number, page: number, marks: PageMarks): void {
  const at = page * PAGE_BYTES - MARK_BYTES;
  readSync(descriptor, marks, (page - 1) * MARK_BYTES, MARK_BYTES, at);
}

const markAt = (marks: PageMarks, page: number): Buffer =>
  marks.subarray((page - 1) * MARK_BYTES, page * MARK_BYTES);

const digestOf = (body: Uint8Array): Buffer => createHash('sha256').update(body).digest();
