import { err, ok, type Result } from '../result.ts';
import type { ChangedEntry, Entry } from './compare.ts';

/** How one record is stored. Each answers null, or why it refuses. */
export interface Writes<R extends object, E> {
  readonly insert: (record: R, place: number) => E | null;
  readonly update: (entry: ChangedEntry<R>, place: number) => E | null;
  readonly remove: (record: R, place: number) => E | null;
}

export interface ApplyOptions<R extends object> {
  /** Whether the person wants this change; all of them are wanted where it is left out. */
  readonly isChosen?: (entry: Entry<R>, place: number) => boolean;
  /** Runs `work` so that all of it counts or, once it refuses, none of it. */
  readonly transaction: <T, F>(work: () => Result<T, F>) => Result<T, F>;
}

/** What was done, of what was chosen. */
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
 * Does the chosen changes in one transaction, and stops at the first that is refused.
 *
 * What goes is removed first and what is new comes last, so that a name which one record gives up
 * is free for another. What is unchanged is not written.
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
