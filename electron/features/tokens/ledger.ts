import { z } from 'zod';
import type { TokenId } from '../../../shared/domain/ids.ts';
import {
  MOST_COUNTED,
  type TokenCounts,
  type TokenFilter,
  type TokenSort,
} from '../../../shared/domain/token-filter.ts';
import { all, first, type ReadableDb } from '../../base/database/database.ts';
import { readablePage } from '../../base/database/readable.ts';
import { placesByExpiry } from './by-expiry.ts';
import { firstUnexpired } from './expiry-zones.ts';
import { FEW, fewTokens } from './few-tokens.ts';
import { type Condition, LAST, PAST, STATES, type TokenPlace, type Way } from './ledger-order.ts';
import { alongOf, hasText, type Stretch, waysTo } from './ledger-search.ts';
import {
  COLUMNS,
  CURRENT,
  IN_LAST_TENTH,
  JOINED,
  OF_KEYS,
  OF_SIGNING_KEY,
  STALE,
  tokenRow,
} from './repository.ts';
import { lastStale, staleWays } from './stale-tokens.ts';

export interface TokenQuery extends TokenFilter {
  readonly after?: TokenId | undefined;
  readonly sort?: TokenSort | undefined;
  readonly limit: number;
}

const ledgerRow = tokenRow.extend({ sequence: z.number() });

export type LedgerRow = z.infer<typeof ledgerRow>;

/**
 * A page of the ledger by time of issue, newest first unless sorted. A few tokens can be by expiry.
 *
 * @param now for the states, in milliseconds.
 * @param few the tokens to look up instead of walking the ledger, or null: `fewTokens`.
 */
export function rowsByTime(
  db: ReadableDb,
  query: TokenQuery,
  now: number,
  few: readonly TokenPlace[] | null,
): readonly LedgerRow[] {
  const filters = filtersOf(query, now);
  const rows = waysOf(db, query, now, few).flatMap((way) =>
    rowsAlong(db, way, filters, query.limit),
  );
  // A token may be found in two ways.
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  return [...bySequence.values()].toSorted(comparison(query.sort)).slice(0, query.limit);
}

/**
 * A page of the ledger by expiry.
 *
 * @param found what a search finds, besides the filters.
 */
export function rowsByExpiry(
  db: ReadableDb,
  query: TokenQuery & { readonly sort: TokenSort },
  now: number,
  found: readonly Condition[],
): readonly LedgerRow[] {
  const last = query.after === undefined ? undefined : placeOf(db, query.after);
  if (query.after !== undefined && last === undefined) return [];
  const { direction } = query.sort;
  const filters = [...found, ...filtersOf(query, now)];
  return readablePage(ledgerRow, query.limit, (limit) => {
    const joined = joinsOf(query);
    const asked = { filter: query, direction, last, filters, joined, limit };
    return rowsOf(db, chosen(placesByExpiry(db, asked, now), ['true']), [], limit);
  });
}

/** The tokens along one way that meet the filters. */
export function rowsAlong(
  db: ReadableDb,
  way: Way,
  filters: readonly Condition[],
  limit: number,
): readonly LedgerRow[] {
  return readablePage(ledgerRow, limit, (most) => rowsOf(db, way, filters, most));
}

function rowsOf(
  db: ReadableDb,
  { from, order, found }: Way,
  filters: readonly Condition[],
  limit: number,
): readonly unknown[] {
  // First, so that it is evaluated for every token, found or not.
  const conditions: Condition[] = [['running()'], found, ...filters];
  return all(
    db,
    `SELECT ${COLUMNS} FROM ${from} ${JOINED}
     WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
     ${order === null ? '' : `ORDER BY ${order}`} LIMIT ?`,
    ...conditions.flatMap(([, ...values]) => values),
    limit,
  );
}

/**
 * How to get at the tokens of a page in its order.
 *
 * @param few all tokens that can be among them, if these are few.
 */
function waysOf(
  db: ReadableDb,
  query: Omit<TokenQuery, 'limit'>,
  now: number,
  few: readonly TokenPlace[] | null,
): readonly Way[] {
  const last = query.after === undefined ? undefined : placeOf(db, query.after);
  const isGone = query.after !== undefined && last === undefined;
  // A token that no longer exists ends the list, unless it is sorted.
  if (isGone && query.sort === undefined) return [];
  const { search = '', sort = NEWEST_FIRST } = query;
  if (few === null) {
    const isUp = sort.direction === 'ascending';
    const after = isUp
      ? (last?.sequence ?? 0)
      : Math.min(last?.sequence ?? LAST, afterExpired(db, query, now), afterStale(db, query));
    const stretch: Stretch = { after, isUp };
    return search === '' ? walks(query, stretch) : waysTo(db, search, stretch);
  }
  const compare = comparison(sort);
  const after = few
    .toSorted(compare)
    .filter((place) => last === undefined || compare(place, last) > 0);
  return [chosen(after, search === '' ? ['true'] : hasText(db, search))];
}

const NEWEST_FIRST: TokenSort = { by: 'issued', direction: 'descending' };

function comparison({ by, direction }: TokenSort = NEWEST_FIRST) {
  const sign = direction === 'ascending' ? 1 : -1;
  return (one: TokenPlace, other: TokenPlace): number => {
    const end = by === 'expires' ? one.expiresAt - other.expiresAt : 0;
    return sign * (end || one.sequence - other.sequence);
  };
}

/** These tokens in this order, because SQLite reads them one after the other. */
function chosen(places: readonly TokenPlace[], [condition, ...values]: Condition): Way {
  const sequences = JSON.stringify(places.map(({ sequence }) => sequence));
  return {
    from: 'json_each(?) c CROSS JOIN token t ON t.sequence = c.value',
    order: null,
    found: [condition, sequences, ...values],
  };
}

/** Tokens in the order of one or more indexes, after the last one of the previous page. */
function walks(filter: TokenFilter, stretch: Stretch): readonly Way[] {
  const [than, word] = alongOf(stretch);
  return narrowest(filter).map(([index, condition = 'true']) => ({
    from: `token t ${index}`,
    order: `t.sequence ${word}`,
    found: [`${condition} AND t.sequence ${than} ?`, stretch.after],
  }));
}

/** From which token on none can have expired as the filter says; {@link LAST} if it says nothing. */
function afterExpired(db: ReadableDb, { state, expiresBefore }: TokenFilter, now: number): number {
  if (state !== 'expired' && expiresBefore === undefined) return LAST;
  const ends = Math.min(
    state === 'expired' ? now : LAST,
    expiresBefore === undefined ? LAST : expiresBefore - 1,
  );
  return firstUnexpired(db, ends);
}

/** From which token on none is stale, if the filter says so. */
const afterStale = (db: ReadableDb, { stale }: TokenFilter): number =>
  stale === true ? lastStale(db) + 1 : LAST;

/**
 * How many tokens a filter finds, and how many of those are active at `now` (ms). Counting stops at
 * {@link MOST_COUNTED}, so that a large ledger doesn't take longer.
 *
 * @param most as for {@link rowsByTime}.
 */
export function countTokens(
  db: ReadableDb,
  filter: TokenFilter,
  now: number,
  most = FEW,
): TokenCounts {
  const filters = filtersOf(filter, now);
  const joined = joinsOf(filter);
  const earlier: Condition[] = [];
  const counts = { found: 0, active: 0 };
  for (const { from, found, isFound = found, active } of waysToCount(
    db,
    filter,
    now,
    fewTokens(db, filter, now, most),
  )) {
    const conditions: Condition[] = [['running()'], found, ...filters, ...earlier];
    const row = first(
      db,
      `SELECT count(*) AS found, coalesce(sum(active), 0) AS active FROM
         (SELECT ${active} AS active FROM ${from} ${joined}
          WHERE ${conditions.map(([sql]) => sql).join(' AND ')} LIMIT ?) counted`,
      now,
      ...conditions.flatMap(([, ...values]) => values),
      MOST_COUNTED - counts.found,
    );
    const more = countsRow.parse(row);
    counts.found += more.found;
    counts.active += more.active;
    // Don't count tokens again that an earlier way found.
    const [condition, ...values] = isFound;
    earlier.push([`(${condition}) IS NOT TRUE`, ...values]);
  }
  return counts;
}

const countsRow = z.object({ found: z.number(), active: z.number() });

export function filtersOf(query: TokenFilter, now: number): Condition[] {
  const filters: Condition[] = [];
  if (query.applicationId !== undefined)
    filters.push(['t.application_id = ?', query.applicationId]);
  if (query.keyType !== undefined) filters.push(['k.key_type = ?', query.keyType]);
  // Inlined: SQLite uses the partial index on never_expires only for a literal value.
  if (query.neverExpires !== undefined) {
    filters.push([`t.never_expires = ${query.neverExpires ? 1 : 0}`]);
  }
  if (query.state !== undefined) filters.push([STATES[query.state], now]);
  if (query.expiring === true) filters.push([EXPIRING, now, now]);
  if (query.current !== undefined) filters.push([query.current ? CURRENT : `NOT ${CURRENT}`]);
  if (query.stale !== undefined) filters.push([query.stale ? STALE : `NOT ${STALE}`]);
  if (query.kid !== undefined) filters.push([`t.signing_key_id = ${OF_KID}`, query.kid]);
  if (query.consumerKey !== undefined) filters.push([OF_CONSUMER_KEY, query.consumerKey]);
  if (query.profile !== undefined) filters.push(['t.profile = ?', query.profile]);
  if (query.issuedFrom !== undefined) filters.push(['t.issued_at >= ?', query.issuedFrom]);
  if (query.issuedBefore !== undefined) filters.push(['t.issued_at < ?', query.issuedBefore]);
  if (query.expiresBefore !== undefined) {
    filters.push(['(t.never_expires = 0 AND t.expires_at < ?)', query.expiresBefore]);
  }
  return filters;
}

const OF_KID = '(SELECT id FROM signing_key WHERE kid = ?)';
/** Of the keys, and of their application, whose index has them. */
const OF_CONSUMER_KEY = `(t.application_id, t.keys_id) =
  (SELECT application_id, id FROM application_keys WHERE consumer_key = ?)`;

/** Takes the time in milliseconds twice. */
const EXPIRING = `(t.refused_at IS NULL AND t.never_expires = 0 AND t.expires_at > ?
  AND ${IN_LAST_TENTH})`;

/** Joins for the tables that the filters need besides the token itself. */
function joinsOf({ keyType, stale }: TokenFilter): string {
  const ofKeys = keyType !== undefined || stale !== undefined;
  return `${ofKeys ? OF_KEYS : ''} ${stale === undefined ? '' : OF_SIGNING_KEY}`;
}

/** A way to find tokens, and the condition for an active one, which takes the time once. */
interface CountedWay extends Pick<Way, 'from' | 'found'> {
  /** The same condition for a token that another way finds. */
  readonly isFound?: Condition;
  readonly active: string;
}

/** Unless the filter is narrow, uses covering indexes, so that no row has to be looked up. */
function waysToCount(
  db: ReadableDb,
  filter: TokenFilter,
  now: number,
  few: readonly TokenPlace[] | null,
): readonly CountedWay[] {
  const isNarrow =
    few !== null ||
    (filter.search ?? '') !== '' ||
    [filter.applicationId, filter.kid, filter.consumerKey].some((value) => value !== undefined);
  if (isNarrow) {
    const ways = waysOf(db, filter, now, few);
    return ways.map(({ from, found }) => ({ from, found, active: STATES.active }));
  }
  const isByState = filter.state === 'active' || filter.state === 'revoked';
  if (filter.stale === true && !isByState) {
    return staleWays.map((way) => ({
      from: way.from,
      found: [way.found],
      isFound: [way.isFound],
      active: STATES.active,
    }));
  }
  const found = 't.sequence < ?';
  const notRefused: CountedWay = {
    from: 'token t INDEXED BY token_not_refused',
    found: [`${NOT_REFUSED} AND ${found}`, LAST],
    active: `NOT (${PAST})`,
  };
  const refused: CountedWay = {
    from: 'token t INDEXED BY token_refused',
    found: [`${REFUSED} AND ${found}`, LAST],
    // None is: no row has to be read for that.
    active: '(? IS NULL)',
  };
  if (filter.state === 'revoked') return [refused];
  return filter.state === 'active' ? [notRefused] : [notRefused, refused];
}

const NOT_REFUSED = 't.refused_at IS NULL';
const REFUSED = 't.refused_at IS NOT NULL';

/** The indexes that skip the most rows, with the condition for each if it is a partial one. */
function narrowest(filter: TokenFilter): readonly (readonly [index: string, condition?: string])[] {
  const { applicationId, consumerKey, kid, neverExpires, state, expiresBefore, current } = filter;
  if (consumerKey !== undefined || applicationId !== undefined)
    return [['INDEXED BY token_by_application']];
  if (kid !== undefined) return [['INDEXED BY token_by_signing_key']];
  if (current === false) return [['INDEXED BY token_replaced', 't.current_of = 0']];
  const isByEnd = state !== undefined || expiresBefore !== undefined || current !== undefined;
  if (!isByEnd && neverExpires !== true) {
    return [[filter.profile === undefined ? 'NOT INDEXED' : 'INDEXED BY token_in_profile']];
  }
  const prefix = neverExpires === true ? 'token_never_expires' : 'token';
  const notRefused = [`INDEXED BY ${prefix}_not_refused`, NOT_REFUSED] as const;
  const refused = [`INDEXED BY ${prefix}_refused`, REFUSED] as const;
  if (state === 'active') return [notRefused];
  return state === 'revoked' ? [refused] : [notRefused, refused];
}

const placeRow = z.object({ sequence: z.number(), expiresAt: z.number() });
const foundPlace = placeRow.optional();

function placeOf(db: ReadableDb, id: TokenId): TokenPlace | undefined {
  const row = first(db, 'SELECT sequence, expires_at AS expiresAt FROM token WHERE id = ?', id);
  return foundPlace.parse(row);
}
