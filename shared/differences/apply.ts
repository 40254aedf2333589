import { err, ok, type Result } from '../result.ts';
import type { ChangedEntry, Entry } from './compare.ts';

/** How one record is stored. Each function returns null, or the reason why it refuses. */
export interface Writes<R extends object, E> {
  readonly insert: (record: R, place: number) => E | null;
  readonly update: (entry: ChangedEntry<R>, place: number) => E | null;
  readonly remove: (record: R, place: number) => E | null;
}

export interface ApplyOptions<R extends object> {
  /** Whether the person selected this change. Default: all are selected. */
  readonly isChosen?: (entry: Entry<R>, place: number) => boolean;
  /** Runs `work` in a transaction that is rolled back if it refuses. */
  readonly transaction: <T, F>(work: () => Result<T, F>) => Result<T, F>;
}

/** How many of the chosen changes were applied. */
export interface Applied {
  readonly created: number;
  readonly updated: number;
  readonly removed: number;
  readonly unchanged: number;
}

/** Which entry could not be stored, by its place in the list, and why. */
export interface Refusal<E> {
  readonly place: number;
  readonly error: E;
}

/**
 * Applies the chosen changes in one transaction, and stops at the first that is refused.
 *
 * Removes records first and adds new ones last, so that a new record can reuse the name of a
 * removed one. Unchanged records are not written.
 */
export function applyDifferences<R extends object, E>(
  entries: readonly Entry<R>[],
  writes: Writes<R, E>,
  { isChosen = () => true, transaction }: ApplyOptions<R>,
): Result<Applied, Refusal<E>> {
  const chosen = [...entries.entries()].filter(([place, entry]) => isChosen(entry, place));
  const count = (change: Entry<R>['change']) =>
    chosen.filter(([, entry]) => entry.change === change).length;
  return transaction((): Result<Applied, Refusal<E>> => {
    for (const change of ['removed', 'changed', 'added'] as const) {
      for (const [place, entry] of chosen) {
        if (entry.change !== change) continue;
        const error = write(entry, place, writes);
        if (error !== null) return err({ place, error });
      }
    }
    return ok({
      created: count('added'),
      updated: count('changed'),
      removed: count('removed'),
      unchanged: count('unchanged'),
    });
  });
}

function write<R extends object, E>(
  entry: Entry<R>,
  place: number,
  { insert, update, remove }: Writes<R, E>,
): E | null {
  if (entry.change === 'added') return insert(entry.after, place);
  if (entry.change === 'changed') return update(entry, place);
  return entry.change === 'removed' ? remove(entry.before, place) : null;
}
