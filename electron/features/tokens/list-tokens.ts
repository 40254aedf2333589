import type { TokenSummary } from '../../../shared/domain/token.ts';
import type { TokenSort } from '../../../shared/domain/token-filter.ts';
import type { ReadableDb } from '../../base/database/database.ts';
import { compareTokens } from './compare-tokens.ts';
import { FEW, fewTokens } from './few-tokens.ts';
import { filtersOf, type LedgerRow, rowsAlong, rowsByTime, type TokenQuery } from './ledger.ts';
import { type ColumnSort, placeInOrder, sortedWays } from './ledger-order.ts';

/**
 * A page of the ledger, newest first unless sorted. A search that finds more than `most` tokens has
 * the newest first, too.
 *
 * @param now for the states, in milliseconds.
 * @param most how many tokens are looked up instead of walking the ledger; another number in tests.
 */
export function listTokens(
  db: ReadableDb,
  query: TokenQuery,
  now: number,
  most = FEW,
): TokenSummary[] {
  return rowsOf(db, query, now, most).map(({ sequence: _sequence, ...token }) => token);
}

function rowsOf(
  db: ReadableDb,
  query: TokenQuery,
  now: number,
  most: number,
): readonly LedgerRow[] {
  const { sort, search = '' } = query;
  const few = fewTokens(db, query, now, most);
  if (sort === undefined || isNewest(sort)) return rowsByTime(db, query, now, few);
  if (isFound(query) || few !== null) {
    const { after: _after, sort: _sort, ...filter } = query;
    const rows = rowsByTime(db, { ...filter, limit: most + 1 }, now, few);
    if (rows.length <= most) return pageOfFew(db, rows, query, sort, now);
  }
  if (sort.by === 'issued' || sort.by === 'expires' || search !== '') {
    return rowsByTime(db, query, now, few);
  }
  return rowsByColumn(db, query, { ...sort, by: sort.by }, now);
}

const isNewest = ({ by, direction }: TokenSort): boolean =>
  by === 'issued' && direction === 'descending';

/** Whether an index finds the tokens, so that the order of another would read past many more. */
const isFound = ({ search = '', applicationId, consumerKey }: TokenQuery): boolean =>
  search !== '' || applicationId !== undefined || consumerKey !== undefined;

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

function rowsByColumn(
  db: ReadableDb,
  query: TokenQuery,
  sort: ColumnSort,
  now: number,
): readonly LedgerRow[] {
  const { after, limit } = query;
  const last = after === undefined ? undefined : placeInOrder(db, after, now);
  if (after !== undefined && last === undefined) return [];
  const filters = filtersOf(query, now);
  const found: LedgerRow[] = [];
  for (const way of sortedWays(db, query, sort, last, now)) {
    if (found.length >= limit) break;
    found.push(...rowsAlong(db, way, filters, limit - found.length));
  }
  return found;
}
