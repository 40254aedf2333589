import { z } from 'zod';
import type { TokenId } from '../../../shared/domain/ids.ts';
import { keyTypes, type TokenState, tokenStates } from '../../../shared/domain/token.ts';
import type { TokenFilter, TokenSort } from '../../../shared/domain/token-filter.ts';
import { profileNames } from '../../../shared/domain/token-form.ts';
import { all, type Bound, first, type ReadableDb } from '../../base/database/database.ts';
import { scopesOf } from '../../base/database/migrations/scopes-in-use.ts';

/** A token's place in the two orders of the ledger. */
export interface TokenPlace {
  readonly sequence: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** An SQL condition and its parameters. */
export type Condition = readonly [sql: string, ...values: Bound[]];

/** A way to find tokens through an index. */
export interface Way {
  readonly from: string;
  /** The order of the index; null if the tokens come in the wanted order by themselves. */
  readonly order: string | null;
  readonly found: Condition;
}

const PAST = 't.never_expires = 0 AND t.expires_at <= ?';

/** The same rules as `tokenState`; each takes the time in milliseconds once. */
export const STATES: Readonly<Record<TokenState, string>> = {
  active: `t.refused_at IS NULL AND NOT (${PAST})`,
  expired: `${PAST} AND coalesce(t.refused_at, t.expires_at) >= t.expires_at`,
  revoked: `t.refused_at IS NOT NULL AND NOT (${PAST} AND t.refused_at >= t.expires_at)`,
};
export { PAST };

/** Higher than any token's sequence. */
export const LAST = Number.MAX_SAFE_INTEGER;
export const NEWEST = 't.sequence DESC';

/** The order by a column that isn't a time: those are walked by `rowsByTime`. */
export interface ColumnSort {
  readonly by: Exclude<TokenSort['by'], 'issued' | 'expires'>;
  readonly direction: TokenSort['direction'];
}

/** A row's position in every such order. */
const placeRow = z.object({
  sequence: z.number(),
  id: z.string(),
  size: z.number(),
  revoked: z.number().nullable(),
  scopes: z.string(),
  applicationId: z.string(),
  profile: z.string(),
  kid: z.string(),
  keyType: z.string(),
  state: z.enum(tokenStates),
  number: z.number(),
  name: z.string(),
});
type Place = z.infer<typeof placeRow>;

const foundPlace = placeRow.optional();

export function placeInOrder(db: ReadableDb, id: TokenId, now: number): Place | undefined {
  const row = first(
    db,
    `SELECT t.sequence, t.id, t.size, t.refused_at AS revoked,
       ${scopesOf('t')} AS scopes, t.application_id AS applicationId, t.profile, g.kid, k.key_type AS keyType, a.number, a.name_order AS name,
       CASE WHEN ${STATES.revoked} THEN 'revoked' WHEN ${STATES.expired} THEN 'expired'
         ELSE 'active' END AS state
     FROM token t CROSS JOIN application_keys k ON k.id = t.keys_id
       CROSS JOIN application a ON a.id = t.application_id
       CROSS JOIN signing_key g ON g.id = t.signing_key_id
     WHERE t.id = ?`,
    now,
    now,
    id,
  );
  return foundPlace.parse(row);
}

/**
 * One stretch of an order, read along an index. Orders of a few values (status, key type, profile,
 * kid) have a stretch for each of them, with the newest token first.
 */
interface Stretch {
  readonly from: string;
  /** The indexed expression; null reads the newest first. */
  readonly key: string | null;
  /** The key of a row, to go on after it. */
  readonly at: (place: Place) => Bound;
  /** A value before all keys. */
  readonly least: string | number;
  /** Whether the index has the tokens with the same key by id, instead of by age. */
  readonly isById?: boolean;
  readonly where?: Condition;
  /** Whether a row is in this stretch. */
  readonly has: (place: Place) => boolean;
  /** Whether the filter has something else. */
  readonly isExcluded?: boolean;
}

const everything = () => true;
const sequenceOf = ({ sequence }: Place): number => sequence;

/**
 * The ways along an order, one after another: each is empty before the next one is needed.
 *
 * @param last the last row of the previous page.
 * @param now milliseconds since the epoch, for the states.
 */
export function sortedWays(
  db: ReadableDb,
  filter: TokenFilter,
  sort: ColumnSort,
  last: Place | undefined,
  now: number,
): readonly Way[] {
  const isUp = sort.direction === 'ascending';
  if (sort.by === 'application') return [byApplication(isUp, last)];
  if (sort.by === 'scopes') return [byScopes(isUp, last)];
  const along = stretches[sort.by]({ db, filter, now });
  const ordered = isUp || sort.by === 'revoked' ? along : along.toReversed();
  const from = last === undefined ? 0 : ordered.findIndex(({ has }) => has(last));
  return ordered
    .slice(Math.max(from, 0))
    .filter(({ isExcluded = false }) => !isExcluded)
    .map((stretch) =>
      wayAlong(stretch, isUp, last !== undefined && stretch.has(last) ? last : null),
    );
}

function wayAlong(stretch: Stretch, isUp: boolean, last: Place | null): Way {
  const { from, key, at, least, isById = false, where = ['1'] } = stretch;
  const [condition, ...values] = where;
  if (key === null) {
    return {
      from,
      order: NEWEST,
      found: [`${condition} AND t.sequence < ?`, ...values, last?.sequence ?? LAST],
    };
  }
  const [than, word] = isUp ? ['>', 'ASC'] : ['<', 'DESC'];
  // The highest text and the highest number come after all keys.
  const end = typeof least === 'string' ? '\u{10ffff}' : LAST;
  const start = isUp ? least : end;
  const value = last === null ? start : at(last);
  const [tie, lastTie, firstTie] = isById
    ? ['t.id', last?.id, isUp ? '' : '\u{10ffff}']
    : ['t.sequence', last?.sequence, isUp ? 0 : LAST];
  return {
    from,
    order: `${key} ${word}, ${tie} ${word}`,
    // Not as a row value: with an expression, SQLite would scan the index.
    found: [
      `${condition} AND ${key} ${than}= ? AND (${key} ${than} ? OR ${tie} ${than} ?)`,
      ...values,
      value,
      value,
      lastTie ?? firstTie,
    ],
  };
}

/** Along the applications, and in each the newest token first. */
function byApplication(isUp: boolean, last: Place | undefined): Way {
  const [than, word] = isUp ? ['>', 'ASC'] : ['<', 'DESC'];
  const { name = isUp ? '' : '\u{10ffff}', number = isUp ? 0 : LAST } = last ?? {};
  return {
    from: `application o INDEXED BY application_in_whole_order
      CROSS JOIN token t INDEXED BY token_by_application ON t.application_id = o.id`,
    order: `o.name_order ${word}, o.number ${word}, ${NEWEST}`,
    found: [
      `(o.name_order, o.number) ${than}= (?, ?) AND (o.number <> ? OR t.sequence < ?)`,
      name,
      number,
      last?.number ?? -1,
      last?.sequence ?? LAST,
    ],
  };
}

/** Along the scopes and the applications that use them, and in each the newest token first. */
function byScopes(isUp: boolean, last: Place | undefined): Way {
  const [than, word] = isUp ? ['>', 'ASC'] : ['<', 'DESC'];
  const end = isUp ? '' : '\u{10ffff}';
  const { scopes = end, applicationId = end } = last ?? {};
  return {
    from: `scopes_in_use o CROSS JOIN token t INDEXED BY token_by_application
      ON t.application_id = o.application_id AND ${scopesOf('t')} = o.scopes`,
    order: `o.scopes ${word}, o.application_id ${word}, ${NEWEST}`,
    found: [
      `(o.scopes, o.application_id) ${than}= (?, ?)
        AND ((o.scopes, o.application_id) <> (?, ?) OR t.sequence < ?)`,
      scopes,
      applicationId,
      scopes,
      applicationId,
      last?.sequence ?? LAST,
    ],
  };
}

const kidRow = z.object({ id: z.string(), kid: z.string() });

interface Asked {
  readonly db: ReadableDb;
  readonly filter: TokenFilter;
  readonly now: number;
}

function one(key: string, from: string, at: Stretch['at'], least: string | number): Stretch[] {
  return [{ from: `token t ${from}`, key, at, least, has: everything }];
}

const stretches: Readonly<
  Record<Exclude<ColumnSort['by'], 'application' | 'scopes'>, (asked: Asked) => readonly Stretch[]>
> = {
  size: () => one('t.size', 'INDEXED BY token_by_size', ({ size }) => size, 0),
  jti: () => one('t.id', 'INDEXED BY sqlite_autoindex_token_1', ({ id }) => id, ''),
  revoked: ({ filter }) => [
    {
      from: 'token t INDEXED BY token_refused_in_order',
      isById: true,
      key: 't.refused_at',
      at: ({ revoked }) => revoked,
      least: 0,
      where: ['t.refused_at IS NOT NULL'],
      has: ({ revoked }) => revoked !== null,
    },
    // Last in both directions: there is nothing to sort by.
    {
      from: 'token t INDEXED BY token_not_refused',
      key: null,
      at: sequenceOf,
      least: 0,
      where: ['t.refused_at IS NULL'],
      has: ({ revoked }) => revoked === null,
      isExcluded: filter.state === 'revoked',
    },
  ],
  status: ({ filter, now }) =>
    tokenStates.map((state) => ({
      from: `token t ${OF_STATE[state]}`,
      key: null,
      at: sequenceOf,
      least: 0,
      where: [STATES[state], ...Array.from(STATES[state].matchAll(/\?/g), () => now)],
      has: (place) => place.state === state,
      isExcluded: filter.state !== undefined && filter.state !== state,
    })),
  keyType: ({ filter }) =>
    keyTypes.map((keyType) => ({
      from: 'token t NOT INDEXED',
      key: null,
      at: sequenceOf,
      least: 0,
      where: ['k.key_type = ?', keyType],
      has: (place) => place.keyType === keyType,
      isExcluded: filter.keyType !== undefined && filter.keyType !== keyType,
    })),
  profile: ({ filter }) =>
    profileNames.toSorted().map((profile) => ({
      from: 'token t INDEXED BY token_in_profile',
      key: null,
      at: sequenceOf,
      least: 0,
      where: ['t.profile = ?', profile],
      has: (place) => place.profile === profile,
      isExcluded: filter.profile !== undefined && filter.profile !== profile,
    })),
  kid: ({ db, filter }) =>
    z
      .array(kidRow)
      .parse(all(db, 'SELECT id, kid FROM signing_key ORDER BY kid'))
      .map(({ id, kid }) => ({
        from: 'token t INDEXED BY token_by_signing_key',
        key: null,
        at: sequenceOf,
        least: 0,
        where: ['t.signing_key_id = ?', id],
        has: (place) => place.kid === kid,
        isExcluded: filter.kid !== undefined && filter.kid !== kid,
      })),
};

const OF_STATE: Readonly<Record<TokenState, string>> = {
  active: 'INDEXED BY token_not_refused',
  expired: 'NOT INDEXED',
  revoked: 'INDEXED BY token_refused',
};
