import type { WritableDb } from './database.ts';

/** How much of the file a connection keeps decrypted in memory, in KiB. */
export const CACHE_KIB = 16_000;

/** Enough for the pages that ten thousand new tokens read and write in their indexes, in KiB. */
const LARGE_CACHE_KIB = 64_000;

/**
 * Keeps more of the file in memory, for a job that comes back to the same pages: reading one means
 * decrypting it.
 *
 * @returns gives the memory back; may be called after the database is closed.
 */
export function enlargeCache(db: WritableDb): () => void {
  db.pragma(`cache_size = -${LARGE_CACHE_KIB}`);
  return () => {
    if (!db.open) return;
    db.pragma(`cache_size = -${CACHE_KIB}`);
    db.pragma('shrink_memory');
  };
}
