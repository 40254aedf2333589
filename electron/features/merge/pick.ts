import { number, text } from '../../base/database/values.ts';
import { columnsOf, keyOf, type MergedTable, type Row, type Value } from './tables.ts';

/** Times at which a row was changed; the later change wins. */
const STAMPS = ['updated_at', 'deleted_at', 'created_at', 'exported_at', 'last_used_at'] as const;

const stampOf = (row: Row): number => Math.max(...STAMPS.map((column) => number(row[column])));

/** The states of a signing key, in order. */
const states = ['next', 'current', 'previous', 'retired'] as const;

export const canonical = (table: MergedTable, row: Row): string =>
  JSON.stringify(columnsOf(table).map((column) => row[column] ?? null));

/** The earlier of two times, either of which may be missing. */
function earliest(one: Value | undefined, other: Value | undefined): number | null {
  const times = [one, other].filter((time) => typeof time === 'number');
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * Merges two versions of the same row, in either order with the same result: the later change wins,
 * revocations and signing key transitions are never undone, and a row without a timestamp follows
 * the side that was changed last.
 *
 * @param isFirstNewer whether the side of the first row was changed last.
 */
export function pick(table: MergedTable, one: Row, other: Row, isFirstNewer: boolean): Row {
  const winner = winnerOf(table, one, other, isFirstNewer) ? one : other;
  const loser = winner === one ? other : one;
  const patch: Record<string, Value> = {};
  if ('revoked_at' in winner)
    patch['revoked_at'] = earliest(one['revoked_at'], other['revoked_at']);
  if ('last_shown_at' in winner) Object.assign(patch, latest('last_shown_at', one, other));
  // Gateways refuse tokens by it, so it never goes back.
  if ('not_before' in winner) Object.assign(patch, latest('not_before', one, other));
  if (table === 'signing_key') return pickKey(winner, loser);
  if (table === 'purged_token') {
    patch['expires_at'] = Math.max(number(one['expires_at']), number(other['expires_at']));
  }
  return { ...winner, ...patch };
}

/** A key of which one side has only the kid, from the tokens of a file, is that of the other side. */
function pickKey(winner: Row, loser: Row): Row {
  if (hasPrivateKey(winner) !== hasPrivateKey(loser)) return hasPrivateKey(winner) ? winner : loser;
  return { ...winner, ...furthest(winner, loser) };
}

/** Whether more of an opened row is there than the kid. */
export const hasPrivateKey = (row: Row): boolean => row['private_key_sealed'] !== '';

/** The later of two times in a column, either of which may be missing. */
export function latest(column: string, one: Row, other: Row): Record<string, Value> {
  const time = Math.max(number(one[column]), number(other[column]));
  return { [column]: time === 0 ? null : time };
}

function winnerOf(table: MergedTable, one: Row, other: Row, isFirstNewer: boolean): boolean {
  const [first, second] = [stampOf(one), stampOf(other)];
  if (first !== second) return first > second;
  if (canonical(table, one) === canonical(table, other)) return true;
  return isFirstNewer;
}

/** How far a signing key is on its way from next to retired. */
export const rank = (row: Row): number => states.findIndex((state) => state === row['state']);

/** The state and times of a key that is on both sides: what happened to it isn't undone. */
export function furthest(one: Row, other: Row): Record<string, Value> {
  const further = rank(one) >= rank(other) ? one : other;
  return {
    state: text(further['state']),
    current_at: earliest(one['current_at'], other['current_at']),
    previous_at: earliest(one['previous_at'], other['previous_at']),
    retired_at: earliest(one['retired_at'], other['retired_at']),
  };
}

/** Compares rows by when they were created, on whichever side. */
export function inOrder(one: Row, other: Row): number {
  const created = number(one['created_at']) - number(other['created_at']);
  if (created !== 0) return created;
  return text(one['id']) < text(other['id']) ? -1 : 1;
}

/** A row that is on at least one side. */
export function either(
  table: MergedTable,
  one: Row | null,
  other: Row | null,
  areOursNewer: boolean,
): Row {
  if (one !== null && other !== null) return pick(table, one, other, areOursNewer);
  return one ?? other ?? {};
}

/** The rows of both sides; a row that is on both is merged into one. */
export function union(
  table: MergedTable,
  ours: readonly Row[],
  theirs: readonly Row[],
  areOursNewer: boolean,
): Row[] {
  const rows = new Map(ours.map((row) => [keyOf(table, row), row]));
  for (const row of theirs) {
    const key = keyOf(table, row);
    const same = rows.get(key);
    rows.set(key, same === undefined ? row : pick(table, same, row, areOursNewer));
  }
  return [...rows.values()];
}
