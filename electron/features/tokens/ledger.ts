import { z } from 'zod';
import type { TokenId } from '../../../shared/domain/ids.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import type { TokenState, TokenSummary } from '../../../shared/domain/token.ts';
import {
  MOST_COUNTED,
  type TokenCounts,
  type TokenFilter,
} from '../../../shared/domain/token-filter.ts';
import { all, type Bound, first, type ReadableDb } from '../../base/database/database.ts';
import { matchOf } from '../../base/database/search.ts';
import { COLUMNS, JOINED, OF_KEYS, tokenRow } from './repository.ts';

export interface TokenQuery extends TokenFilter {
  readonly after?: TokenId | undefined;
  readonly limit: number;
}

/** A condition, and what is bound to it. */
type Condition = readonly [sql: string, ...values: Bound[]];

const PAST = 't.never_expires = 0 AND t.expires_at <= ?';

/** As `tokenState` has it; each takes the time in milliseconds once. */
const STATES: Readonly<Record<TokenState, string>> = {
  active: `t.refused_at IS NULL AND NOT (${PAST})`,
  expired: `${PAST} AND coalesce(t.refused_at, t.expires_at) >= t.expires_at`,
  revoked: `t.refused_at IS NOT NULL AND NOT (${PAST} AND t.refused_at >= t.expires_at)`,
};

const ledgerRow = tokenRow.extend({ sequence: z.number() });

/** The ledger, newest first, a page at a time. `now` in milliseconds decides the states. */
export function listTokens(db: ReadableDb, query: TokenQuery, now: number): TokenSummary[] {
  const before = query.after === undefined ? Number.MAX_SAFE_INTEGER : sequenceOf(db, query.after);
  const filters = filtersOf(query, now);
  const rows = waysTo(db, query, before).flatMap(({ from, order, found }) => {
    // First: it is asked of each token, found or not.
    const conditions: Condition[] = [['running()'], found, ...filters];
    return all(
      db,
      `SELECT ${COLUMNS} FROM ${from} ${JOINED}
       WHERE ${conditions.map(([sql]) => sql).join(' AND ')} ORDER BY ${order} DESC LIMIT ?`,
      ...conditions.flatMap(([, ...values]) => values),
      query.limit,
    );
  });
  // What is found in two ways is one.
  const bySequence = new Map(
    z
      .array(ledgerRow)
      .parse(rows)
      .map((row) => [row.sequence, row]),
  );
  return [...bySequence.values()]
    .toSorted((one, other) => other.sequence - one.sequence)
    .slice(0, query.limit)
    .map(({ sequence: _sequence, ...token }) => token);
}

/**
 * How many tokens a filter finds, and how many of those are active at `now` (ms). Counting ends at
 * {@link MOST_COUNTED}, so that it takes no longer however large the ledger is.
 */
export function countTokens(db: ReadableDb, filter: TokenFilter, now: number): TokenCounts {
  const filters = filtersOf(filter, now);
  const joined = filter.keyType === undefined ? '' : OF_KEYS;
  const earlier: Condition[] = [];
  const counts = { found: 0, active: 0 };
  for (const { from, found, active } of waysToCount(db, filter)) {
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
    // What is found in two ways is one.
    const [condition, ...values] = found;
    earlier.push([`(${condition}) IS NOT TRUE`, ...values]);
  }
  return counts;
}

const countsRow = z.object({ found: z.number(), active: z.number() });

function filtersOf(query: TokenFilter, now: number): Condition[] {
  const filters: Condition[] = [];
  if (query.applicationId !== undefined)
    filters.push(['t.application_id = ?', query.applicationId]);
  if (query.keyType !== undefined) filters.push(['k.key_type = ?', query.keyType]);
  // As text: the index of those that never expire is used only for a value that is known.
  if (query.neverExpires !== undefined) {
    filters.push([`t.never_expires = ${query.neverExpires ? 1 : 0}`]);
  }
  if (query.state !== undefined) filters.push([STATES[query.state], now]);
  return filters;
}

/** A way to tokens that an index gives in the order of the ledger, from the newest on. */
interface Way {
  readonly from: string;
  /** The token's sequence, as the index has it. */
  readonly order: string;
  readonly found: Condition;
}

/** A way to tokens, and whether one found by it is active; that takes the time once. */
interface CountedWay extends Pick<Way, 'from' | 'found'> {
  readonly active: string;
}

/** Without a search: by an index that has all that is asked, so that no row has to be looked up. */
function waysToCount(db: ReadableDb, filter: TokenFilter): readonly CountedWay[] {
  const isNarrow = (filter.search ?? '') !== '' || filter.applicationId !== undefined;
  if (isNarrow) {
    const ways = waysTo(db, filter, Number.MAX_SAFE_INTEGER);
    return ways.map(({ from, found }) => ({ from, found, active: STATES.active }));
  }
  const found = 't.sequence < ?';
  return [
    {
      from: 'token t INDEXED BY token_not_refused',
      found: [`t.refused_at IS NULL AND ${found}`, Number.MAX_SAFE_INTEGER],
      active: `NOT (${PAST})`,
    },
    {
      from: 'token t INDEXED BY token_refused',
      found: [`t.refused_at IS NOT NULL AND ${found}`, Number.MAX_SAFE_INTEGER],
      active: STATES.active,
    },
  ];
}

function waysTo(db: ReadableDb, query: TokenFilter, before: number): readonly Way[] {
  const search = query.search ?? '';
  if (search === '') {
    const from = `token t ${narrowestIndex(query)}`;
    return [{ from, order: 't.sequence', found: ['t.sequence < ?', before] }];
  }
  const id = search.toLowerCase();
  const ways: Way[] = [
    way('t.keys_id = (SELECT id FROM application_keys WHERE consumer_key = ?)', search, before),
    way('t.signing_key_id = (SELECT id FROM signing_key WHERE kid = ?)', search, before),
  ];
  if (isStartOfId(id)) {
    // Eight random digits: one token, or a few.
    const rows = all(db, 'SELECT sequence FROM token WHERE id >= ? AND id < ?', id, `${id}g`);
    for (const { sequence } of z.array(sequenceRow).parse(rows)) {
      ways.push(way('t.sequence = ?', sequence, before));
    }
  }
  // Last: a match can't be the opposite of a condition, as counting has the earlier ones.
  const match = matchOf(db, 'token_search', nameKey(search));
  if (match !== null) {
    ways.push({
      from: 'token_search f CROSS JOIN token t ON t.sequence = f.rowid',
      order: 'f.rowid',
      found: ['f.token_search MATCH ? AND f.rowid < ?', match, before],
    });
  }
  return ways;
}

function way(condition: string, value: Bound, before: number): Way {
  const found: Condition = [`${condition} AND t.sequence < ?`, value, before];
  return { from: 'token t', order: 't.sequence', found };
}

/** The index that skips the most rows. */
function narrowestIndex({ applicationId, neverExpires, state }: TokenFilter): string {
  if (applicationId !== undefined) return 'INDEXED BY token_by_application';
  if (neverExpires === true) return 'INDEXED BY token_never_expires';
  if (state === 'revoked') return 'INDEXED BY token_refused';
  if (state === 'active') return 'INDEXED BY token_not_refused';
  // By the sequence itself.
  return 'NOT INDEXED';
}

function isStartOfId(text: string): boolean {
  return /^[0-9a-f]{8}(?:-[0-9a-f-]*)?$/.test(text);
}

const sequenceRow = z.object({ sequence: z.number() });

/** 0, before everything else, for a token that no longer exists. */
function sequenceOf(db: ReadableDb, id: TokenId): number {
  const row = first(db, 'SELECT sequence FROM token WHERE id = ?', id);
  return sequenceRow.optional().parse(row)?.sequence ?? 0;
}
