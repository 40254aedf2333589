import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { TokenSort } from '../../../shared/domain/token-filter.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { compareTokens } from './compare-tokens.ts';
import { FEW, fewTokens } from './few-tokens.ts';
import {
  filtersOf,
  type LedgerRow,
  rowsAlong,
  rowsByExpiry,
  rowsByTime,
  type TokenQuery,
} from './ledger.ts';
import { type ColumnSort, type Condition, placeInOrder, sortedWays } from './ledger-order.ts';
import { findHits } from './ledger-search.ts';

/** How a page is read: other numbers in tests. */
export interface Effort {
  /** How many tokens are looked up instead of walking the ledger. */
  readonly few: number;
  /** The same for what a search finds, if it is sorted: each of them is then read. */
  readonly fewHits: number;
  /** How many hits are read before a walk. */
  readonly hits: number;
  /** The same for an order in which the hits are next to each other. */
  readonly hitsNearby: number;
}

const USUAL: Effort = { few: FEW, fewHits: 600, hits: 50_000, hitsNearby: 400_000 };

/** Orders in which the tokens of an application are next to each other. */
const NEARBY: ReadonlySet<TokenSort['by']> = new Set(['scopes', 'size']);

/**
 * A page of the ledger, newest first unless sorted.
 *
 * @param now for the states, in milliseconds.
 */
export function listTokens(
  db: ReadableDb,
  query: TokenQuery,
  now: number,
  effort = USUAL,
): TokenSummary[] {
  return rowsOf(db, query, now, effort).map(({ sequence: _sequence, ...token }) => token);
}

function rowsOf(
  db: ReadableDb,
  query: TokenQuery,
  now: number,
  effort: Effort,
): readonly LedgerRow[] {
  const { sort, search = '' } = query;
  const few = fewTokens(db, query, now, effort.few);
  if (sort === undefined || sort.by === 'issued') return rowsByTime(db, query, now, few);
  if (sort.by === 'expires' && few !== null) return rowsByTime(db, query, now, few);
  const most = NEARBY.has(sort.by) ? effort.hitsNearby : effort.hits;
  const hits = search === '' ? null : findHits(db, search, { few: effort.fewHits, hits: most });
  if (few !== null || hits === 'few' || isOfOne(query)) {
    const mostRows = few !== null || hits === null ? effort.few : effort.fewHits;
    const { after: _after, sort: _sort, ...filter } = query;
    const rows = rowsByTime(db, { ...filter, limit: mostRows + 1 }, now, few);
    if (rows.length <= mostRows) return pageOfFew(db, rows, query, sort, now);
  }
  const found = hits === null || hits === 'few' ? [] : [hits];
  if (sort.by === 'expires') return rowsByExpiry(db, { ...query, sort }, now, found);
  return rowsByColumn(db, { ...query, sort: { ...sort, by: sort.by } }, now, found);
}

/** Whether an index finds the tokens, so that the order of another would read past many more. */
const isOfOne = ({ applicationId, consumerKey }: TokenQuery): boolean =>
  applicationId !== undefined || consumerKey !== undefined;

function pageOfFew(
  db: ReadableDb,
  rows: readonly LedgerRow[],
  { after, limit }: TokenQuery,
  sort: TokenSort,
  now: number,
): readonly LedgerRow[] {
  const compare = (one: LedgerRow, other: LedgerRow): number =>
    compareTokens(one, other, sort, now);
  const sorted = rows.toSorted(compare);
  if (after === undefined) return sorted.slice(0, limit);
  // The filter may no longer find it.
  const [last] = rowsAlong(db, { from: 'token t', order: null, found: ['t.id = ?', after] }, [], 1);
  if (last === undefined) return [];
  return sorted.filter((row) => compare(row, last) > 0).slice(0, limit);
}

/** @param hits what a search finds, besides the filters. */
function rowsByColumn(
  db: ReadableDb,
  query: TokenQuery & { readonly sort: ColumnSort },
  now: number,
  hits: readonly Condition[],
): readonly LedgerRow[] {
  const { after, limit, sort } = query;
  const last = after === undefined ? undefined : placeInOrder(db, after, now);
  if (after !== undefined && last === undefined) return [];
  const filters = [...hits, ...filtersOf(query, now)];
  const found: LedgerRow[] = [];
  for (const way of sortedWays(db, query, sort, last, now)) {
    if (found.length >= limit) break;
    found.push(...rowsAlong(db, way, filters, limit - found.length));
  }
  return found;
}
