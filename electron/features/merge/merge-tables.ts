import type { MergeConflict } from '../../../shared/domain/merge.ts';
import { folded, nameKey, orderKey } from '../../../shared/domain/text.ts';
import { compareText, number, text } from '../../base/database/values.ts';
import { type Joined, joinKeys, joinSigningKeys, type Note, type Rows } from './joined.ts';
import { inOrder, union } from './pick.ts';
import { type Catalogue, catalogueTables, patched, type Row, type Value } from './tables.ts';

/** The merged catalogue, and what it decides about tokens. */
export interface Merged {
  readonly catalogue: Catalogue;
  readonly conflicts: readonly MergeConflict[];
  readonly areOursNewer: boolean;
  readonly joined: Joined;
}

/**
 * Merges the catalogues of two copies of one workspace, in either order with the same result. Rows
 * on only one side are kept; for rows on both, `pick` decides.
 *
 * @param changed when each was last changed according to its log, in milliseconds.
 */
export function mergeCatalogues(
  ours: Catalogue,
  theirs: Catalogue,
  changed: { readonly ours: number; readonly theirs: number },
): Merged {
  const areOursNewer = isNewer(ours, theirs, changed);
  const rows: Rows = {};
  for (const table of catalogueTables) {
    rows[table] = union(table, ours[table], theirs[table], areOursNewer);
  }
  const conflicts: MergeConflict[] = [];
  const note = (kind: MergeConflict['kind'], what: string): void => {
    if (!conflicts.some((known) => known.kind === kind && known.what === what)) {
      conflicts.push({ kind, what });
    }
  };
  noteSettings(ours, theirs, note);
  renumber(rows, note);
  for (const table of ['business_plan', 'api', 'application'] as const) rename(rows, table, note);
  dropDoubles(rows);
  const joined = { keys: joinKeys(rows, note), signingKeys: joinSigningKeys(rows) };
  oneKeySigns(rows, note);
  return {
    catalogue: rows as unknown as Catalogue,
    conflicts: conflicts.toSorted((a, b) =>
      `${a.kind} ${a.what}` < `${b.kind} ${b.what}` ? -1 : 1,
    ),
    areOursNewer,
    joined,
  };
}

/** By the latest change; if both have the same time, by comparing their settings as text. */
function isNewer(
  ours: Catalogue,
  theirs: Catalogue,
  changed: { readonly ours: number; readonly theirs: number },
): boolean {
  if (changed.ours !== changed.theirs) return changed.ours > changed.theirs;
  return settingsOf(ours) >= settingsOf(theirs);
}

const settingsOf = ({ setting }: Catalogue): string =>
  setting
    .map((row) => `${text(row['name'])} ${text(row['value'])}`)
    .toSorted(compareText)
    .join('\n');

function noteSettings(ours: Catalogue, theirs: Catalogue, note: Note): void {
  const values = new Map(ours.setting.map((row) => [row['name'], row['value']]));
  for (const row of theirs.setting) {
    const value = values.get(row['name'] ?? null);
    if (value !== undefined && value !== row['value']) note('setting', text(row['name']));
  }
}

const living = (row: Row): boolean => (row['deleted_at'] ?? null) === null;

/** If two applications have the same number, the later one gets a new number. */
function renumber(rows: Rows, note: Note): void {
  const taken = new Set<number>();
  const inTurn = (rows['application'] ?? []).toSorted(inOrder);
  let next = Math.max(0, ...inTurn.map((row) => number(row['number'])));
  rows['application'] = inTurn.map((row) => {
    const has = number(row['number']);
    if (!taken.has(has)) {
      taken.add(has);
      return row;
    }
    next += 1;
    taken.add(next);
    note('number', text(row['name']));
    return patched(row, { number: next });
  });
}

const keyIn = (row: Row, name: string): string => `${nameKey(name)} ${text(row['version'])}`;

/** If two rows have the same name, the later one is renamed. */
function rename(rows: Rows, table: 'business_plan' | 'api' | 'application', note: Note): void {
  const taken = new Set<string>();
  rows[table] = (rows[table] ?? []).toSorted(inOrder).map((row) => {
    if (!living(row)) return row;
    const name = text(row['name']);
    let free = name;
    for (let nth = 2; taken.has(keyIn(row, free)); nth += 1) free = `${name} (${nth})`;
    taken.add(keyIn(row, free));
    if (free === name) return row;
    note('renamed', free);
    return patched(row, named(row, free));
  });
}

function named(row: Row, name: string): Record<string, Value> {
  const more = 'version' in row ? [text(row['version'])] : [];
  return {
    name,
    name_key: nameKey(name),
    ...('name_order' in row && { name_order: orderKey(name, ...more) }),
    ...('search_text' in row && { search_text: folded(`${name}\n${text(row['description'])}`) }),
  };
}

/** Merges duplicate subscriptions to the same API with the same plan. */
function dropDoubles(rows: Rows): void {
  const kept = new Map<string, Row>();
  for (const row of (rows['subscription'] ?? []).toSorted(inOrder)) {
    const key = living(row)
      ? [row['application_id'], row['api_id'], row['business_plan_id']].join()
      : text(row['id']);
    const first = kept.get(key);
    const isLater = first !== undefined && number(row['updated_at']) > number(first['updated_at']);
    const state = isLater
      ? { state: row['state'] ?? null, updated_at: row['updated_at'] ?? null }
      : {};
    kept.set(key, first === undefined ? row : { ...first, ...state });
  }
  rows['subscription'] = [...kept.values()];
}

/** Keeps one current and one next key per algorithm: the key that became so last. */
function oneKeySigns(rows: Rows, note: Note): void {
  const latest = (rows['signing_key'] ?? []).toSorted(
    (a, b) => number(b['current_at']) - number(a['current_at']) || inOrder(b, a),
  );
  const seen = new Map<string, Row>();
  rows['signing_key'] = latest.map((row) => {
    const state = text(row['state']);
    if (state !== 'current' && state !== 'next') return row;
    const key = `${state} ${text(row['algorithm'])}`;
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, row);
      return row;
    }
    note('signing-key', text(row['kid']));
    return state === 'current'
      ? patched(row, { state: 'previous', previous_at: first['current_at'] ?? null })
      : patched(row, { state: 'retired', retired_at: first['created_at'] ?? null });
  });
}
