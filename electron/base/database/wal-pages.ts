import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PAGE_BYTES } from './file-header.ts';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const FRAME_BYTES = FRAME_HEADER_BYTES + PAGE_BYTES;

export const walOf = (file: string): string => `${file}-wal`;
export const shmOf = (file: string): string => `${file}-shm`;

/**
 * The numbers of the pages that replaying a WAL writes: those of its committed frames. Frame headers
 * are not encrypted, so no key is needed (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
 */
export function walPages(wal: string): ReadonlySet<number> {
  let descriptor: number;
  try {
    descriptor = openSync(wal, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return new Set();
    throw error;
  }
  try {
    return committedPages(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

function committedPages(descriptor: number): ReadonlySet<number> {
  const { size } = fstatSync(descriptor);
  const header = Buffer.alloc(HEADER_BYTES);
  const committed = new Set<number>();
  if (readSync(descriptor, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return committed;
  const salts = header.subarray(16, 24);
  const frame = Buffer.alloc(FRAME_HEADER_BYTES);
  let pending: number[] = [];
  for (let at = HEADER_BYTES; at + FRAME_BYTES <= size; at += FRAME_BYTES) {
    readSync(descriptor, frame, 0, FRAME_HEADER_BYTES, at);
    // Frames of an earlier round have other salts, and are not replayed.
    if (!frame.subarray(8, 16).equals(salts)) break;
    pending.push(frame.readUInt32BE(0));
    const isCommit = frame.readUInt32BE(4) !== 0;
    if (!isCommit) continue;
    for (const page of pending) committed.add(page);
    pending = [];
  }
  return committed;
}
