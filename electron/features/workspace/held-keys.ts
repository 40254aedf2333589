import { existsSync, rmSync } from 'node:fs';
import type { Key } from '../../base/crypto/key.ts';
import type { WritableDb } from '../../base/database/database.ts';
import { openTrailer, type Trailer } from '../../base/database/trailer.ts';
import { isAuthentic, type KeyBlock, makeBlock } from './key-block.ts';
import {
  type FoundBlock,
  mirrorOf,
  readBlock,
  sideFileOf,
  writeMirror,
  writeSideFile,
} from './key-places.ts';
import type { KeySlot } from './key-slots.ts';

/** The key slots of the open workspace, and the places in which they are kept. */
export interface HeldKeys {
  slots(): readonly KeySlot[];
  /** The sets of slots that disagree, until the slots are changed. */
  conflict(): readonly FoundBlock[];
  /** The slots as they are stored: what a copy of the workspace ends with. */
  bytes(): Uint8Array;
  block(): KeyBlock;
  /**
   * Puts other slots in the place of these, durably. Throws, and nothing has changed, if they can't
   * be written beside the workspace.
   */
  change(slots: readonly KeySlot[]): void;
  /** Takes what the slots held before out of the workspace file, where a copy would still have it. */
  refreshTrailer(db: WritableDb): void;
  /** Closes the database. The file then ends with its slots, and the side file goes. */
  closeWith(db: WritableDb): void;
  /** Closes nothing but what the slots themselves have open. */
  letGo(): void;
}

export interface HeldKeysOptions {
  readonly home: string;
  readonly file: string;
  readonly dataKey: Key;
  /** The newest block, by which the workspace was unlocked. */
  readonly block: KeyBlock;
  /** Authentic blocks of the same generation that disagree with it. */
  readonly conflict: readonly FoundBlock[];
  readonly report: (error: unknown) => void;
}

/**
 * Repairs the places, before anything is written into the database: its growth takes the trailer.
 * Throws if neither the side file nor the mirror can be written.
 */
export function holdKeys(options: HeldKeysOptions): HeldKeys {
  const { home, file, dataKey, report } = options;
  let { block, conflict } = options;
  let trailer: Trailer | null = null;
  let isTrailerBehind = false;
  const side = sideFileOf(file);
  const mirror = mirrorOf(home, block.id);

  const attempt = (write: () => void): boolean => {
    try {
      write();
      return true;
    } catch (error) {
      report(error);
      return false;
    }
  };

  /** Whether the existing file should be overwritten. */
  function isBehind(path: string): boolean {
    const stored = readBlock(path);
    if (stored === null || stored.id !== block.id || !isAuthentic(stored, dataKey)) return true;
    return stored.generation < block.generation;
  }

  const kept = [
    !isBehind(side) || attempt(() => writeSideFile(file, block)),
    !isBehind(mirror) || attempt(() => writeMirror(home, block)),
  ];
  if (!kept.includes(true)) writeSideFile(file, block);

  const writeTrailer = (db: WritableDb): boolean => {
    trailer ??= openTrailer(file);
    const isWritten = trailer.write(db, block.bytes);
    if (isWritten) isTrailerBehind = false;
    return isWritten;
  };

  function letGo(): void {
    trailer?.close();
    trailer = null;
  }

  return {
    slots: () => block.slots,
    conflict: () => conflict,
    bytes: () => block.bytes,
    block: () => block,
    letGo,
    change(slots) {
      if (JSON.stringify(slots) === JSON.stringify(block.slots)) return;
      const next = makeBlock(block.id, block.generation + 1, slots, dataKey);
      // First beside the workspace: the highest generation wins, wherever an older one is left.
      writeSideFile(file, next);
      block = next;
      isTrailerBehind = true;
      conflict = [];
      attempt(() => writeMirror(home, next));
    },
    refreshTrailer(db) {
      if (isTrailerBehind) attempt(() => void writeTrailer(db));
    },
    closeWith(db) {
      let isWhole = false;
      if (conflict.length === 0) {
        attempt(() => {
          // Don't wait for another program while the workspace closes.
          db.pragma('busy_timeout = 0');
          isWhole = writeTrailer(db);
        });
      }
      try {
        db.close();
        // With its WAL there another program is still at it, and may write over the trailer.
        if (isWhole && !existsSync(`${file}-wal`)) rmSync(side, { force: true });
      } finally {
        letGo();
      }
    },
  };
}
