import { number } from '../../base/database/values.ts';
import { keyOf, patched, type Row, type Tables } from './tables.ts';

/** The tokens both copies had before they diverged: up to the first difference in the ledger. */
export function sharedTokens(ours: Tables, theirs: Tables): ReadonlySet<string> {
  const [one, other] = [inPlace(ours.token), inPlace(theirs.token)];
  const shared = new Set<string>();
  for (const [at, [sequence, key]] of one.entries()) {
    const [otherSequence, otherKey] = other[at] ?? [];
    if (sequence !== otherSequence || key !== otherKey) break;
    shared.add(key);
  }
  return shared;
}

const inPlace = (tokens: readonly Row[]) =>
  tokens
    .toSorted((a, b) => number(a['sequence']) - number(b['sequence']))
    .map((row) => [number(row['sequence']), keyOf('token', row)] as const);

/** How many leading entries the two logs have in common. */
export function sharedEntries(ours: readonly Row[], theirs: readonly Row[]): number {
  let count = 0;
  for (const [at, row] of ours.entries()) {
    const other = theirs[at];
    const isSame =
      other !== undefined &&
      row['id'] === other['id'] &&
      keyOf('activity', row) === keyOf('activity', other);
    if (!isSame) break;
    count += 1;
  }
  return count;
}

/** Merges the logs: their common entries, then the other entries of both by time. */
export function mergeActivity(ours: readonly Row[], theirs: readonly Row[]): Row[] {
  const shared = sharedEntries(ours, theirs);
  const counts = new Map<string, number>();
  const tail = ours.slice(shared);
  for (const row of tail) {
    const key = keyOf('activity', row);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const added = theirs.slice(shared).filter((row) => {
    const key = keyOf('activity', row);
    const left = counts.get(key) ?? 0;
    counts.set(key, left - 1);
    return left <= 0;
  });
  const merged = [...tail, ...added].toSorted(byTime);
  const last = number(ours[shared - 1]?.['id']);
  return [
    ...ours.slice(0, shared),
    ...merged.map((row, nth) => patched(row, { id: last + 1 + nth })),
  ];
}

function byTime(one: Row, other: Row): number {
  const at = number(one['at']) - number(other['at']);
  if (at !== 0) return at;
  return keyOf('activity', one) < keyOf('activity', other) ? -1 : 1;
}
