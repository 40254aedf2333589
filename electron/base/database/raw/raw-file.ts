import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import type { Key } from '../../crypto/key.ts';
import { PAGE_BYTES } from '../file-header.ts';
import { hasForeignWal } from '../set-aside.ts';
import { committedFrames, walOf } from '../wal-pages.ts';
import { openPage } from './page-cipher.ts';

/** Read-only access to a workspace file's pages, bypassing SQLite. */
export interface RawFile {
  readonly pages: number;
  /** A page's last committed contents; null if it is damaged or missing. */
  page(number: number): Buffer | null;
  close(): void;
}

/** How many decrypted pages are cached: a tree is walked more than once. */
const MOST_KEPT = 4000;

/** Throws the system's error. @param key the data key. */
export function openRaw(file: string, key: Key): RawFile {
  const descriptor = openSync(file, 'r');
  const wal = walOf(file);
  const hasWal = existsSync(wal) && !hasForeignWal(file);
  const walDescriptor = hasWal ? openSync(wal, 'r') : null;
  const frames =
    walDescriptor === null ? new Map<number, number>() : committedFrames(walDescriptor);
  const inFile = Math.floor(fstatSync(descriptor).size / PAGE_BYTES);
  const kept = new Map<number, Buffer | null>();

  function stored(from: number, at: number, number: number): Buffer | null {
    const bytes = Buffer.alloc(PAGE_BYTES);
    if (readSync(from, bytes, 0, PAGE_BYTES, at) < PAGE_BYTES) return null;
    return key.use((raw) => openPage(raw, number, bytes));
  }

  function opened(number: number): Buffer | null {
    const frame = frames.get(number);
    if (frame !== undefined && walDescriptor !== null) {
      const newest = stored(walDescriptor, frame, number);
      if (newest !== null) return newest;
    }
    return stored(descriptor, (number - 1) * PAGE_BYTES, number);
  }

  return {
    pages: Math.max(inFile, ...frames.keys()),
    page(number) {
      const known = kept.get(number);
      if (known !== undefined) return known;
      if (kept.size >= MOST_KEPT) kept.clear();
      const page = opened(number);
      kept.set(number, page);
      return page;
    },
    close() {
      kept.clear();
      closeSync(descriptor);
      if (walDescriptor !== null) closeSync(walDescriptor);
    },
  };
}
