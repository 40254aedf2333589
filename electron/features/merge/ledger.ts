import { compareRecords, type Entry } from '../../../shared/differences/compare.ts';
import { each, first, type ReadableDb } from '../../base/database/database.ts';
import { number, text } from '../../base/database/values.ts';
import { ofJoined, refusedBefore } from './joined.ts';
import type { Merged } from './merge-tables.ts';
import { byColumns, inPairs } from './pairs.ts';
import { either } from './pick.ts';
import {
  keyColumnsOf,
  keyOf,
  kindOf,
  type LedgerTable,
  type MergedTable,
  patched,
  type Row,
  rowSchema,
  rowsIn,
  type Side,
} from './tables.ts';

/** Two copies of one workspace, and the merged catalogue. */
export interface Merging {
  readonly ours: Side;
  readonly theirs: Side;
  readonly merged: Merged;
}

type Entries = Generator<Entry<Row>, void>;

/** What changes in a table of the ledger, without what stays as it is. */
export function* ledgerEntries(table: LedgerTable, merging: Merging): Entries {
  const entries = of[table]?.(merging) ?? pairsOf(table, merging);
  for (const entry of entries) if (entry.change !== 'unchanged') yield entry;
}

const of: Partial<Record<LedgerTable, (merging: Merging) => Entries>> = {
  token: tokens,
  token_coverage: coverages,
  purged_token: purged,
};

/** Rows on only one side are kept; for rows on both, `pick` decides. */
function* pairsOf(table: LedgerTable, { ours, theirs, merged }: Merging): Entries {
  for (const [one, other] of pairsIn(table, ours, theirs)) {
    yield entryOf(table, one, either(table, one, other, merged.areOursNewer));
  }
}

function pairsIn(table: LedgerTable, ours: Side, theirs: Side, columns = keyColumnsOf(table)) {
  const rows = [rowsIn(ours, table, columns), rowsIn(theirs, table, columns)] as const;
  return inPairs(...rows, byColumns(columns));
}

function entryOf(table: MergedTable, before: Row | null, after: Row): Entry<Row> {
  if (before === null) return { change: 'added', key: keyOf(table, after), after };
  return compareRecords(kindOf(table), before, after);
}

const removed = (table: MergedTable, before: Row): Entry<Row> => ({
  change: 'removed',
  key: keyOf(table, before),
  before,
});

/**
 * Tokens purged on one side stay refused; tokens of applications in the bin are withdrawn. Those
 * that both sides had before they diverged keep their place; the others follow, the earliest first.
 */
function* tokens({ ours, theirs, merged }: Merging): Entries {
  const shared = sharedPlace(ours.db, theirs.db);
  const deleted = new Map(
    merged.catalogue.application.map((row) => [row['id'], row['deleted_at']]),
  );
  const purges = [ours, theirs].map(({ db }) => purgesIn(db));
  let last = shared;
  for (const [one, other] of pairsIn('token', ours, theirs, ['issued_at', 'id'])) {
    const row = ofJoined(either('token', one, other, merged.areOursNewer), merged.joined);
    const id = text(row['id']);
    const refused = [one, other].map((side) => side && refusedBefore(side, merged.joined));
    const times = [row['revoked_at'], ...refused, ...purges.map((purge) => purge(id))].filter(
      (at) => typeof at === 'number',
    );
    const isShared = number(row['sequence']) <= shared;
    if (!isShared) last += 1;
    const after = patched(row, {
      revoked_at: times.length === 0 ? null : Math.min(...times),
      withdrawn_at: deleted.get(row['application_id']) ?? null,
      sequence: isShared ? (row['sequence'] ?? null) : last,
    });
    yield entryOf('token', one, after);
  }
}

/** The place of the last token before the two ledgers diverge; 0 if they have none in common. */
export function sharedPlace(ours: ReadableDb, theirs: ReadableDb): number {
  const places = 'SELECT sequence, id FROM token ORDER BY sequence';
  const other = each(theirs, places)[Symbol.iterator]();
  let place = 0;
  try {
    for (const found of each(ours, places)) {
      const row = rowSchema.parse(found);
      const next = other.next();
      const its = next.done === true ? null : rowSchema.parse(next.value);
      if (its === null || row['sequence'] !== its['sequence'] || row['id'] !== its['id']) break;
      place = number(row['sequence']);
    }
  } finally {
    other.return?.();
  }
  return place;
}

/** When a token was revoked that was purged from a ledger. */
function purgesIn(db: ReadableDb): (id: string) => number | null {
  if (first(db, 'SELECT 1 FROM purged_token LIMIT 1') === undefined) return () => null;
  return (id) => {
    const row = first(db, 'SELECT revoked_at FROM purged_token WHERE id = ?', id);
    return row === undefined ? null : number(rowSchema.parse(row)['revoked_at']);
  };
}

/** What the tokens of joined keys cover belongs to the keys that were kept. */
function* coverages({ ours, theirs, merged }: Merging): Entries {
  const table = 'token_coverage';
  const added = new Set<string>();
  const isThere = ({ db }: Side, row: Row): boolean =>
    first(
      db,
      `SELECT 1 FROM ${table} WHERE keys_id = ? AND mark = ?`,
      text(row['keys_id']),
      text(row['mark']),
    ) !== undefined;
  for (const [one, other] of pairsIn(table, ours, theirs)) {
    const row = either(table, one, other, merged.areOursNewer);
    const joined = ofJoined(row, merged.joined);
    if (joined === row) {
      yield entryOf(table, one, row);
      continue;
    }
    if (one !== null) yield removed(table, one);
    const key = keyOf(table, joined);
    // Both keys' tokens may cover the same.
    if (isThere(ours, joined) || isThere(theirs, joined) || added.has(key)) continue;
    added.add(key);
    yield { change: 'added', key, after: joined };
  }
}

const hasToken = ({ db }: Side, id: string): boolean =>
  first(db, 'SELECT 1 FROM token WHERE id = ?', id) !== undefined;

/** A token that one side still has comes back: it is refused by its own row. */
function* purged({ ours, theirs, merged }: Merging): Entries {
  const table = 'purged_token';
  for (const [one, other] of pairsIn(table, ours, theirs)) {
    const row = either(table, one, other, merged.areOursNewer);
    const id = text(row['id']);
    if (!hasToken(ours, id) && !hasToken(theirs, id)) yield entryOf(table, one, row);
    else if (one !== null) yield removed(table, one);
  }
}
