/** The fields of a record that hold a collection of further records. */
type Children<R> = {
  readonly [Field in keyof R as R[Field] extends readonly object[]
    ? Field
    : never]?: R[Field] extends readonly (infer Child extends object)[] ? RecordKind<Child> : never;
};

/** All that the engine knows about one kind of record. */
export interface RecordKind<R extends object> {
  /** What identifies a record in its collection, and matches it across two collections. */
  readonly key: (record: R) => string;
  /** The fields whose values are compared as a whole. Other fields are ignored. */
  readonly fields: readonly (keyof R & string)[];
  /** The fields that hold collections, compared record by record. */
  readonly children?: Children<R>;
}

export interface FieldChange<R extends object> {
  readonly field: keyof R & string;
  readonly before: unknown;
  readonly after: unknown;
}

export type Entry<R extends object> =
  | { readonly change: 'added'; readonly key: string; readonly after: R }
  | { readonly change: 'removed'; readonly key: string; readonly before: R }
  | { readonly change: 'unchanged'; readonly key: string; readonly before: R; readonly after: R }
  | ChangedEntry<R>;

export interface ChangedEntry<R extends object> {
  readonly change: 'changed';
  readonly key: string;
  readonly before: R;
  readonly after: R;
  /** In the order of the kind's `fields`. */
  readonly fields: readonly FieldChange<R>[];
  readonly children: ChildDifferences<R>;
}

type ChildDifferences<R> = {
  readonly [Field in keyof Children<R>]?: R[Field] extends readonly (infer Child extends object)[]
    ? Differences<Child>
    : never;
};

export type Change = Entry<object>['change'];

export interface Differences<R extends object> {
  /** In the order of the second collection; then removed records in the order of the first. */
  readonly entries: readonly Entry<R>[];
  readonly counts: Readonly<Record<Change, number>>;
}

/**
 * The changes that turn `before` into `after`.
 *
 * The order of the records is ignored. If a collection has several records with the same key,
 * the first is matched with the first, the second with the second.
 */
export function compare<R extends object>(
  kind: RecordKind<R>,
  before: readonly R[],
  after: readonly R[],
): Differences<R> {
  const unmatched = placesByKey(kind, before);
  const removed = new Set(before.keys());
  const entries: Entry<R>[] = after.map((record) => {
    const key = kind.key(record);
    const place = unmatched.get(key)?.pop();
    const old = place === undefined ? undefined : before[place];
    if (place === undefined || old === undefined) return { change: 'added', key, after: record };
    removed.delete(place);
    return compareRecords(kind, old, record);
  });
  for (const [place, record] of before.entries()) {
    if (removed.has(place)) {
      entries.push({ change: 'removed', key: kind.key(record), before: record });
    }
  }
  return { entries, counts: countsOf(entries) };
}

/** The indexes of the records with each key, last first: they are popped from the end. */
function placesByKey<R extends object>(
  { key }: RecordKind<R>,
  records: readonly R[],
): ReadonlyMap<string, number[]> {
  const places = Map.groupBy(records.keys(), (place) => key(records[place] as R));
  for (const list of places.values()) list.reverse();
  return places;
}

/** The changes that turn `before` into `after`, regardless of their keys. */
export function compareRecords<R extends object>(
  kind: RecordKind<R>,
  before: R,
  after: R,
): Extract<Entry<R>, { readonly change: 'changed' | 'unchanged' }> {
  const key = kind.key(after);
  const fields = changedFields(kind.fields, before, after);
  const children = changedChildren(kind, before, after);
  return fields.length + Object.keys(children).length === 0
    ? { change: 'unchanged', key, before, after }
    : { change: 'changed', key, before, after, fields, children };
}

/** The fields of `names` that differ, in that order. */
export function changedFields<R extends object>(
  names: readonly (keyof R & string)[],
  before: R,
  after: R,
): FieldChange<R>[] {
  return names
    .filter((field) => !isSame(before[field], after[field]))
    .map((field) => ({ field, before: before[field], after: after[field] }));
}

/** The collections that differ, by their field. */
function changedChildren<R extends object>(
  { children }: RecordKind<R>,
  before: R,
  after: R,
): ChildDifferences<R> {
  const kinds = Object.entries(children ?? {}) as [keyof R, RecordKind<object>][];
  const changed = kinds
    .map(([field, kind]) => {
      // The type `Children` only allows fields that hold a list of records.
      const lists = [before[field], after[field]] as (readonly object[])[];
      return [field, compare(kind, lists[0] ?? [], lists[1] ?? [])] as const;
    })
    .filter(([, { entries, counts }]) => counts.unchanged < entries.length);
  return Object.fromEntries(changed) as ChildDifferences<R>;
}

/** Compares plain values by content, so that it doesn't matter where they were read from. */
function isSame(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (!isObject(one) || !isObject(other)) return false;
  if (Array.isArray(one) !== Array.isArray(other)) return false;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]))
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function countsOf(entries: readonly { readonly change: Change }[]): Record<Change, number> {
  const counts = { added: 0, removed: 0, changed: 0, unchanged: 0 };
  for (const { change } of entries) counts[change] += 1;
  return counts;
}
