import { setImmediate as turn } from 'node:timers/promises';
import type { WritableDb } from '../base/database/database.ts';
import { indexMore, type LaterIndexed } from '../base/database/search-upkeep.ts';

/** Whether a reading call searches for a text. */
export function isSearch(input: unknown): boolean {
  const { search } = (input ?? {}) as { readonly search?: unknown };
  return typeof search === 'string' && search !== '';
}

/** Indexes what a search would miss, in steps between which other calls are answered. */
export async function completeSearch(
  db: WritableDb,
  table: LaterIndexed,
  report: (error: unknown) => void,
): Promise<void> {
  try {
    while (db.open && indexMore(db, table)) await turn();
  } catch (error) {
    // On a full disk, the search reads what isn't indexed.
    report(error);
  }
}
