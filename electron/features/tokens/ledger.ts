import { z } from 'zod';
import type { TokenId } from '../../../shared/domain/ids.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import {
  MOST_COUNTED,
  type TokenCounts,
  type TokenFilter,
  type TokenSort,
} from '../../../shared/domain/token-filter.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { all, type Bound, first, type ReadableDb } from '../../base/database/database.ts';
import { readablePage } from '../../base/database/readable.ts';
import { matchOf } from '../../base/database/search.ts';
import { FEW, fewTokens, type TokenPlace } from './few-tokens.ts';
import { type Condition, LAST, NEWEST, PAST, STATES, type Way } from './ledger-order.ts';
import {
  COLUMNS,
  CURRENT,
  JOINED,
  OF_KEYS,
  OF_SIGNING_KEY,
  STALE,
  tokenRow,
} from './repository.ts';

export interface TokenQuery extends TokenFilter {
  readonly after?: TokenId | undefined;
  readonly sort?: TokenSort | undefined;
  readonly limit: number;
}

const ledgerRow = tokenRow.extend({ sequence: z.number() });

export type LedgerRow = z.infer<typeof ledgerRow>;

/**
 * A page of the ledger by time of issue or expiry: newest first unless sorted.
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
  const isSearch = (query.search ?? '') !== '';
  const sort = isSearch ? undefined : query.sort;
  const rows = waysOf(db, query, sort, few).flatMap((way) =>
    rowsAlong(db, way, filters, query.limit),
  );
  // A token may be found in two ways.
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  return [...bySequence.values()].toSorted(comparison(sort)).slice(0, query.limit);
}

/** The tokens along one way that meet the filters. */
export function rowsAlong(
  db: ReadableDb,
  { from, order, found }: Way,
  filters: readonly Condition[],
  limit: number,
): readonly LedgerRow[] {
  // First, so that it is evaluated for every token, found or not.
  const conditions: Condition[] = [['running()'], found, ...filters];
  return readablePage(ledgerRow, limit, (most) =>
    all(
      db,
      `SELECT ${COLUMNS} FROM ${from} ${JOINED}
       WHERE ${conditions.map(([sql]) => sql).join(' AND ')}
       ${order === null ? '' : `ORDER BY ${order}`} LIMIT ?`,
      ...conditions.flatMap(([, ...values]) => values),
      most,
    ),
  );
}

/**
 * How to get at the tokens of a page in its order.
 *
 * @param few all tokens that can be among them, if these are few.
 */
function waysOf(
  db: ReadableDb,
  query: TokenQuery,
  sort: TokenSort | undefined,
  few: readonly TokenPlace[] | null,
): readonly Way[] {
  const last = query.after === undefined ? undefined : placeOf(db, query.after);
  const isGone = query.after !== undefined && last === undefined;
  // A token that no longer exists ends the list, unless it is sorted.
  if (isGone && sort === undefined) return [];
  const search = query.search ?? '';
  if (few === null) {
    if (search !== '') return waysTo(db, search, last?.sequence ?? LAST);
    return walks(query, sort ?? NEWEST_FIRST, last);
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
function walks(
  filter: TokenFilter,
  { by, direction }: TokenSort,
  last: TokenPlace | undefined,
): readonly Way[] {
  const isUp = direction === 'ascending';
  const [than, word] = isUp ? ['>', 'ASC'] : ['<', 'DESC'];
  const sequence = last?.sequence ?? (isUp ? 0 : LAST);
  if (by === 'issued') {
    return narrowest(filter).map(([index, condition = 'true']) => ({
      from: `token t ${index}`,
      order: `t.sequence ${word}`,
      found: [`${condition} AND t.sequence ${than} ?`, sequence],
    }));
  }
  return [
    {
      from: 'token t INDEXED BY token_by_expiry',
      order: `t.expires_at ${word}, t.sequence ${word}`,
      found: [
        `(t.expires_at, t.sequence) ${than} (?, ?)`,
        last?.expiresAt ?? (isUp ? 0 : LAST),
        sequence,
      ],
    },
  ];
}

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
  for (const { from, found, active } of waysToCount(db, filter, fewTokens(db, filter, now, most))) {
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
    const [condition, ...values] = found;
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
const OF_CONSUMER_KEY = 't.keys_id = (SELECT id FROM application_keys WHERE consumer_key = ?)';

/** The same rule as `isExpiring`; takes the time in milliseconds twice. */
const EXPIRING = `(t.refused_at IS NULL AND t.never_expires = 0 AND t.expires_at > ?
  AND t.expires_at - ? <= min(max((t.expires_at - t.issued_at) / 10, 60000), ${7 * DAY_MS},
    t.expires_at - t.issued_at))`;

/** Joins for the tables that the filters need besides the token itself. */
function joinsOf({ keyType, stale }: TokenFilter): string {
  const ofKeys = keyType !== undefined || stale !== undefined;
  return `${ofKeys ? OF_KEYS : ''} ${stale === undefined ? '' : OF_SIGNING_KEY}`;
}

/** A way to find tokens, and the condition for an active one, which takes the time once. */
interface CountedWay extends Pick<Way, 'from' | 'found'> {
  readonly active: string;
}

/** Unless the filter is narrow, uses covering indexes, so that no row has to be looked up. */
function waysToCount(
  db: ReadableDb,
  filter: TokenFilter,
  few: readonly TokenPlace[] | null,
): readonly CountedWay[] {
  const isNarrow =
    few !== null ||
    (filter.search ?? '') !== '' ||
    [filter.applicationId, filter.kid, filter.consumerKey].some((value) => value !== undefined);
  if (isNarrow) {
    const ways = waysOf(db, { ...filter, limit: 0 }, undefined, few);
    return ways.map(({ from, found }) => ({ from, found, active: STATES.active }));
  }
  const found = 't.sequence < ?';
  return [
    {
      from: 'token t INDEXED BY token_not_refused',
      found: [`${NOT_REFUSED} AND ${found}`, LAST],
      active: `NOT (${PAST})`,
    },
    {
      from: 'token t INDEXED BY token_refused',
      found: [`${REFUSED} AND ${found}`, LAST],
      active: STATES.active,
    },
  ];
}

/** The tokens that a search finds, wherever it is found. */
function waysTo(db: ReadableDb, search: string, before: number): readonly Way[] {
  const id = search.toLowerCase();
  const ways: Way[] = [
    ...idsThatBegin(db, 'application_keys', 'consumer_key', search).map((keysId) =>
      way('t.keys_id = ?', keysId, before),
    ),
    ...idsThatBegin(db, 'signing_key', 'kid', search).map((keyId) =>
      way('t.signing_key_id = ?', keyId, before),
    ),
  ];
  if (isStartOfId(id)) {
    // Eight random digits match one token, or a few.
    const rows = all(db, 'SELECT sequence FROM token WHERE id >= ? AND id < ?', id, `${id}g`);
    for (const { sequence } of z.array(sequenceRow).parse(rows)) {
      ways.push(way('t.sequence = ?', sequence, before));
    }
  }
  // Last, because counting negates the conditions of earlier ways and MATCH can't be negated.
  const match = matchOf(db, 'token_search', nameKey(search));
  if (match !== null) {
    ways.push({
      from: 'token_search f CROSS JOIN token t ON t.sequence = f.rowid',
      order: 'f.rowid DESC',
      found: ['f.token_search MATCH ? AND f.rowid < ?', match, before],
    });
  }
  return ways;
}

/** What {@link waysTo} finds, as a condition for one token. */
function hasText(db: ReadableDb, search: string): Condition {
  const id = search.toLowerCase();
  const text = nameKey(search);
  const keys = idsThatBegin(db, 'application_keys', 'consumer_key', search);
  const signingKeys = idsThatBegin(db, 'signing_key', 'kid', search);
  return [
    `(t.keys_id IN (SELECT value FROM json_each(?))
      OR t.signing_key_id IN (SELECT value FROM json_each(?))
      OR (? AND t.id >= ? AND t.id < ?)
      OR (SELECT instr(name_key, ?) > 0 FROM application WHERE id = t.application_id)
      OR EXISTS (SELECT 1 FROM json_each(t.scopes) WHERE instr(lower(value), ?) > 0))`,
    JSON.stringify(keys),
    JSON.stringify(signingKeys),
    isStartOfId(id) ? 1 : 0,
    id,
    `${id}g`,
    text,
    text,
  ];
}

function way(condition: string, value: Bound, before: number): Way {
  const found: Condition = [`${condition} AND t.sequence < ?`, value, before];
  return { from: 'token t', order: NEWEST, found };
}

const NOT_REFUSED = 't.refused_at IS NULL';
const REFUSED = 't.refused_at IS NOT NULL';

/** The indexes that skip the most rows, with the condition for each if it is a partial one. */
function narrowest(filter: TokenFilter): readonly (readonly [index: string, condition?: string])[] {
  const { applicationId, consumerKey, kid, neverExpires, state, expiresBefore } = filter;
  if (consumerKey !== undefined) return [['INDEXED BY token_by_keys']];
  if (applicationId !== undefined) return [['INDEXED BY token_by_application']];
  if (kid !== undefined) return [['INDEXED BY token_by_signing_key']];
  const isByEnd = state !== undefined || expiresBefore !== undefined;
  if (!isByEnd && neverExpires !== true) return [['NOT INDEXED']];
  const prefix = neverExpires === true ? 'token_never_expires' : 'token';
  const notRefused = [`INDEXED BY ${prefix}_not_refused`, NOT_REFUSED] as const;
  const refused = [`INDEXED BY ${prefix}_refused`, REFUSED] as const;
  if (state === 'active') return [notRefused];
  return state === 'revoked' ? [refused] : [notRefused, refused];
}

/** A shorter prefix matches too many keys, and is probably part of a name. */
const SHORTEST_START = 6;
/** Maximum number of keys looked up: if more match, the search text isn't a key. */
const MOST_FOUND = 20;

/** The ids of rows whose key is this text or starts with it. */
function idsThatBegin(
  db: ReadableDb,
  table: 'application_keys' | 'signing_key',
  column: 'consumer_key' | 'kid',
  text: string,
): readonly string[] {
  const end = text.length < SHORTEST_START ? text : `${text}\u{10ffff}`;
  const rows = all(
    db,
    `SELECT id FROM ${table} WHERE ${column} >= ? AND ${column} <= ? ORDER BY ${column} LIMIT ?`,
    text,
    end,
    MOST_FOUND,
  );
  return z
    .array(z.object({ id: z.string() }))
    .parse(rows)
    .map(({ id }) => id);
}

function isStartOfId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f-]*)?$/.test(text);
}

const placeRow = z.object({ sequence: z.number(), expiresAt: z.number() });

function placeOf(db: ReadableDb, id: TokenId): TokenPlace | undefined {
  const row = first(db, 'SELECT sequence, expires_at AS expiresAt FROM token WHERE id = ?', id);
  return placeRow.optional().parse(row);
}

const sequenceRow = z.object({ sequence: z.number() });
