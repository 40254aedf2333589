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

/** The key slots of the open workspace, and the places where they are stored. */
export interface HeldKeys {
  slots(): readonly KeySlot[];
  /** The conflicting sets of slots, until the slots are changed. */
  conflict(): readonly FoundBlock[];
  /** The slots as stored: the trailer for a copy of the workspace. */
  bytes(): Uint8Array;
  block(): KeyBlock;
  /**
   * Replaces the slots durably. If they can't be written beside the workspace, throws and changes
   * nothing.
   */
  change(slots: readonly KeySlot[]): void;
  /** Overwrites the old slots in the workspace file, which could still open a copy of it. */
  refreshTrailer(db: WritableDb): void;
  /** Closes the database, writes the slots to the end of the file and deletes the side file. */
  closeWith(db: WritableDb): void;
  /** Closes only the trailer, not the database. */
  letGo(): void;
}

export interface HeldKeysOptions {
  readonly home: string;
  readonly file: string;
  readonly dataKey: Key;
  /** The newest block, with which the workspace was unlocked. */
  readonly block: KeyBlock;
  /** Authentic blocks of the same generation that disagree with it. */
  readonly conflict: readonly FoundBlock[];
  readonly report: (error: unknown) => void;
}

/**
 * Repairs the places. Must run before the database is written to, since its growth overwrites the
 * trailer. Throws if neither the side file nor the mirror can be written.
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
      // The side file first: the highest generation wins, so older copies elsewhere don't matter.
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
        // If the WAL remains, another program still has the file and may overwrite the trailer.
        if (isWhole && !existsSync(`${file}-wal`)) rmSync(side, { force: true });
      } finally {
        letGo();
      }
    },
  };
}
