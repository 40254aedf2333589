import type { MergeConflict } from '../../../shared/domain/merge.ts';
import { folded, nameKey, orderKey } from '../../../shared/domain/text.ts';
import { compareText, number, text } from '../../base/database/values.ts';
import { inOrder, union } from './pick.ts';
import { keyOf, mergedTables, patched, type Row, type Tables, type Value } from './tables.ts';
import { mergeActivity, sharedTokens } from './tails.ts';

export interface Merged {
  readonly tables: Tables;
  readonly conflicts: readonly MergeConflict[];
}

type Rows = Record<string, Row[]>;

/**
 * Merges two copies of one workspace, in either order with the same result. Rows on only one side
 * are kept; for rows on both, `pick` decides.
 */
export function mergeTables(ours: Tables, theirs: Tables): Merged {
  const areOursNewer = isNewer(ours, theirs);
  const rows: Rows = {};
  for (const table of mergedTables) {
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
  joinKeys(rows, note);
  oneKeySigns(rows, note);
  settleTokens(rows);
  rows['token'] = inLedgerOrder(rows['token'] ?? [], sharedTokens(ours, theirs));
  rows['activity'] = mergeActivity(ours.activity, theirs.activity);
  return {
    tables: rows as unknown as Tables,
    conflicts: conflicts.toSorted((a, b) =>
      `${a.kind} ${a.what}` < `${b.kind} ${b.what}` ? -1 : 1,
    ),
  };
}

type Note = (kind: MergeConflict['kind'], what: string) => void;

/** By the latest log entry; if both have the same time, by comparing their settings as text. */
function isNewer(ours: Tables, theirs: Tables): boolean {
  const [one, other] = [ours, theirs].map(({ activity, setting }) => ({
    at: Math.max(0, ...activity.map((row) => number(row['at']))),
    said: setting
      .map((row) => `${text(row['name'])} ${text(row['value'])}`)
      .toSorted(compareText)
      .join('\n'),
  }));
  if (one === undefined || other === undefined || one.at === other.at) {
    return (one?.said ?? '') >= (other?.said ?? '');
  }
  return one.at > other.at;
}

function noteSettings(ours: Tables, theirs: Tables, note: Note): void {
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

/** If both sides generated keys for an application, the earlier keys get the tokens of both. */
function joinKeys(rows: Rows, note: Note): void {
  const kept = new Map<string, Row>();
  const moved = new Map<Value, Value>();
  for (const row of (rows['application_keys'] ?? []).toSorted(inOrder)) {
    const key = `${text(row['application_id'])} ${text(row['key_type'])}`;
    const first = kept.get(key);
    if (first === undefined) {
      kept.set(key, row);
      continue;
    }
    moved.set(row['id'] ?? null, first['id'] ?? null);
    note('keys', text(row['consumer_key']));
  }
  rows['application_keys'] = [...kept.values()];
  for (const table of ['token', 'token_coverage', 'consumer_secret'] as const) {
    const joined = (rows[table] ?? []).map((row) => {
      const to = moved.get(row['keys_id'] ?? null);
      return to === undefined ? row : patched(row, { keys_id: to });
    });
    // Both keys' tokens may cover the same.
    rows[table] = [...new Map(joined.map((row) => [keyOf(table, row), row])).values()];
  }
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

/** Tokens purged on one side stay refused; tokens of applications in the bin are withdrawn. */
function settleTokens(rows: Rows): void {
  const deleted = new Map((rows['application'] ?? []).map((row) => [row['id'], row['deleted_at']]));
  const purged = new Map((rows['purged_token'] ?? []).map((row) => [row['id'], row]));
  rows['token'] = (rows['token'] ?? []).map((row) => {
    const gone = purged.get(row['id']);
    const times = [row['revoked_at'], gone?.['revoked_at']].filter((at) => typeof at === 'number');
    return patched(row, {
      revoked_at: times.length === 0 ? null : Math.min(...times),
      withdrawn_at: deleted.get(row['application_id']) ?? null,
    });
  });
  const present = new Set((rows['token'] ?? []).map((row) => row['id']));
  rows['purged_token'] = (rows['purged_token'] ?? []).filter((row) => !present.has(row['id']));
}

/** Tokens that both sides share keep their place; the others follow, the earliest first. */
function inLedgerOrder(tokens: readonly Row[], shared: ReadonlySet<string>): Row[] {
  const isShared = (row: Row): boolean => shared.has(keyOf('token', row));
  const before = tokens.filter(isShared);
  const after = tokens.filter((row) => !isShared(row)).toSorted(byIssue);
  const last = Math.max(0, ...before.map((row) => number(row['sequence'])));
  return [...before, ...after.map((row, nth) => patched(row, { sequence: last + 1 + nth }))];
}

function byIssue(one: Row, other: Row): number {
  const issued = number(one['issued_at']) - number(other['issued_at']);
  if (issued !== 0) return issued;
  return text(one['id']) < text(other['id']) ? -1 : 1;
}
