import { createHash, timingSafeEqual } from 'node:crypto';
import { closeSync, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import { saveNow } from '../disk/save-now.ts';
import { PAGE_BYTES } from './file-header.ts';

/**
 * The authentication tags of a workspace file's pages. Each write gives a page a new tag, so files
 * can be compared by their marks, without a key.
 */
export interface PageMarks {
  /** How many pages the file had. */
  readonly pages: number;
  /** By page number; of a large file, only of some pages. */
  readonly tags: ReadonlyMap<number, Buffer>;
}

const MARK_BYTES = 16;
const NUMBER_BYTES = 4;
const ENTRY_BYTES = NUMBER_BYTES + MARK_BYTES;
const MAGIC = Buffer.from('LKEYBASE');
const DIGEST_BYTES = 32;

/** The record of which file a WAL belongs to: the main file's marks when the WAL began. */
export const baseRecordOf = (file: string): string => `${file}-base`;

/** Up to this many pages, each is marked. */
const MOST_WHOLE = 4096;
/** So many pages of a larger file: reading one of each page would take seconds at every sign-in. */
const SAMPLE = 1024;

/**
 * The pages that are marked in a file of `pages` pages.
 *
 * @param always pages that change with every change of the workspace: they tell its versions apart.
 */
export function markedPages(pages: number, always: readonly number[]): readonly number[] {
  const step = pages <= MOST_WHOLE ? 1 : Math.ceil(pages / SAMPLE);
  const marked = new Set(always.filter((page) => page <= pages));
  for (let page = 1; page <= pages; page += step) marked.add(page);
  return [...marked];
}

/** The marks of some pages, as far as the file has them. */
export function readMarks(descriptor: number, pages: number, numbers: Iterable<number>): PageMarks {
  const whole = Math.min(pages, Math.floor(fstatSync(descriptor).size / PAGE_BYTES));
  const tags = new Map<number, Buffer>();
  for (const page of numbers) if (page <= whole) tags.set(page, readMark(descriptor, page));
  return { pages: whole, tags };
}

/** The marks after some pages were written; the file now has `pages` pages. */
export function updatedMarks(
  descriptor: number,
  before: PageMarks,
  written: ReadonlySet<number>,
  pages: number,
  always: readonly number[],
): PageMarks {
  const tags = new Map<number, Buffer>();
  for (const page of markedPages(pages, always)) {
    const known = written.has(page) ? undefined : before.tags.get(page);
    tags.set(page, known ?? readMark(descriptor, page));
  }
  return { pages, tags };
}

/** Whether the file still has these marks, ignoring the pages in `except`. */
export function hasMarks(
  descriptor: number,
  { pages, tags }: PageMarks,
  except: ReadonlySet<number> = new Set(),
): boolean {
  const found = readMarks(descriptor, pages, tags.keys());
  return [...tags].every(
    ([page, tag]) => except.has(page) || found.tags.get(page)?.equals(tag) === true,
  );
}

/** Throws the system's error. */
export function writeBaseRecord(file: string, { pages, tags }: PageMarks): void {
  const entries = [...tags].map(([page, tag]) => Buffer.concat([numberBytes(page), tag]));
  const body = Buffer.concat([MAGIC, numberBytes(pages), ...entries]);
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
  if (stored.length < MAGIC.length + NUMBER_BYTES + DIGEST_BYTES) return null;
  const body = stored.subarray(0, -DIGEST_BYTES);
  const isWhole = timingSafeEqual(digestOf(body), stored.subarray(-DIGEST_BYTES));
  if (!isWhole || !body.subarray(0, MAGIC.length).equals(MAGIC)) return null;
  const tags = new Map<number, Buffer>();
  for (let at = MAGIC.length + NUMBER_BYTES; at < body.length; at += ENTRY_BYTES) {
    tags.set(body.readUInt32BE(at), body.subarray(at + NUMBER_BYTES, at + ENTRY_BYTES));
  }
  return { pages: body.readUInt32BE(MAGIC.length), tags };
}

/** The same for a file that isn't open. */
export function fileHasMarks(file: string, marks: PageMarks, except: ReadonlySet<number>): boolean {
  const descriptor = openSync(file, 'r');
  try {
    return hasMarks(descriptor, marks, except);
  } finally {
    closeSync(descriptor);
  }
}

function readMark(descriptor: number, page: number): Buffer {
  const mark = Buffer.alloc(MARK_BYTES);
  readSync(descriptor, mark, 0, MARK_BYTES, page * PAGE_BYTES - MARK_BYTES);
  return mark;
}

function numberBytes(number: number): Buffer {
  const bytes = Buffer.alloc(NUMBER_BYTES);
  bytes.writeUInt32BE(number);
  return bytes;
}

const digestOf = (body: Uint8Array): Buffer => createHash('sha256').update(body).digest();
