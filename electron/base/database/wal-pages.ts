import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { PAGE_BYTES } from './file-header.ts';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;
const FRAME_BYTES = FRAME_HEADER_BYTES + PAGE_BYTES;

export const walOf = (file: string): string => `${file}-wal`;
export const shmOf = (file: string): string => `${file}-shm`;
export const journalOf = (file: string): string => `${file}-journal`;

/** A database's file and those that SQLite may keep beside it. */
export const filesOf = (file: string): readonly string[] => [
  file,
  walOf(file),
  shmOf(file),
  journalOf(file),
];

/**
 * The numbers of the pages in a WAL's committed frames: those that replaying it writes. Frame
 * headers need no key: they aren't encrypted
 * (https://www.sqlite.org/fileformat2.html#the_write_ahead_log).
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
    return new Set(committedFrames(descriptor).keys());
  } finally {
    closeSync(descriptor);
  }
}

/**
 * The byte offset in a WAL of each page that replaying it writes: its last committed frame counts.
 */
export function committedFrames(descriptor: number): ReadonlyMap<number, number> {
  const { size } = fstatSync(descriptor);
  const header = Buffer.alloc(HEADER_BYTES);
  const committed = new Map<number, number>();
  if (readSync(descriptor, header, 0, HEADER_BYTES, 0) < HEADER_BYTES) return committed;
  const salts = header.subarray(16, 24);
  const frame = Buffer.alloc(FRAME_HEADER_BYTES);
  let pending: (readonly [number, number])[] = [];
  for (let at = HEADER_BYTES; at + FRAME_BYTES <= size; at += FRAME_BYTES) {
    readSync(descriptor, frame, 0, FRAME_HEADER_BYTES, at);
    // Frames of an earlier round have different salts and aren't replayed.
    if (!frame.subarray(8, 16).equals(salts)) break;
    pending.push([frame.readUInt32BE(0), at + FRAME_HEADER_BYTES]);
    const isCommit = frame.readUInt32BE(4) !== 0;
    if (!isCommit) continue;
    for (const [page, from] of pending) committed.set(page, from);
    pending = [];
  }
  return committed;
}
