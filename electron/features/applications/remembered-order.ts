import { z } from 'zod';
import { first, type ReadableDb } from '../../base/database/database.ts';

/** Hits in the order of expiry. */
interface HitOrder {
  readonly rows: readonly number[];
  /** When the first of their tokens expires, in milliseconds; null if none does. */
  readonly until: number | null;
}

interface Remembered extends HitOrder {
  readonly search: string;
  readonly version: number;
  readonly from: number;
}

const remembered = new WeakMap<ReadableDb, Remembered>();

/**
 * The order of the last search of this connection, found once for all of its pages: it is the same
 * until something is written, or the first token expires.
 *
 * @param search also has its filters.
 * @param now milliseconds since the epoch.
 */
export function rememberedOrder(
  db: ReadableDb,
  search: string,
  now: number,
  find: () => HitOrder | null,
): readonly number[] | null {
  // Another connection's commits change the version; this one's own don't.
  const version = db.readonly ? versionOf(db) : null;
  const last = remembered.get(db);
  if (last !== undefined && last.search === search && last.version === version) {
    if (now >= last.from && now < (last.until ?? Infinity)) return last.rows;
  }
  const found = find();
  if (found === null) return null;
  if (version !== null) remembered.set(db, { ...found, search, version, from: now });
  return found.rows;
}

const versionRow = z.object({ data_version: z.number() });

const versionOf = (db: ReadableDb): number =>
  versionRow.parse(first(db, 'PRAGMA data_version')).data_version;
