import { z } from 'zod';
import { LONGEST_NOTICE_MS } from '../../../shared/domain/token.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import { all, type Bound, type ReadableDb } from '../../base/database/database.ts';
import { DATED, NOT_REFUSED_BY_EXPIRY, REFUSED_BY_EXPIRY } from './by-expiry.ts';
import type { TokenPlace } from './ledger-order.ts';
import { staleWays } from './stale-tokens.ts';

/**
 * Up to this many tokens are looked up and sorted. With more, it is quicker to walk the ledger,
 * because the tokens of a page are then near to each other.
 */
export const FEW = 2000;

/** A part of an index that has the tokens of a filter, in whatever order. */
type Part = readonly [from: string, condition: string, ...values: Bound[]];
/** The parts that have them together. */
type Probe = readonly Part[];

const placeRows = z.array(z.object({ sequence: z.number(), expiresAt: z.number() }));

/**
 * All tokens that one of the filter's conditions finds, if they are few. A walk along the ledger
 * would pass all others before it had found them, or none.
 *
 * @param now milliseconds since the epoch.
 * @param most how many are few.
 * @returns null if each condition finds too many, or has no index.
 */
export function fewTokens(
  db: ReadableDb,
  filter: TokenFilter,
  now: number,
  most = FEW,
): readonly TokenPlace[] | null {
  // A token that never expires can't have expired.
  if (filter.neverExpires === true && filter.state === 'expired') return [];
  for (const probe of probesOf(filter, now)) {
    // Only what is in the index: most probes find too many, and then no row was looked up.
    const selects = probe.map(
      ([from, condition]) => `SELECT t.sequence FROM ${from} WHERE running() AND ${condition}`,
    );
    const values = probe.flatMap(([, , ...bound]) => bound);
    const rows = all(db, `${selects.join(' UNION ALL ')} LIMIT ?`, ...values, most + 1);
    if (rows.length <= most) return placesOf(db, sequenceRows.parse(rows));
  }
  return null;
}

const sequenceRows = z.array(z.object({ sequence: z.number() }));

function placesOf(db: ReadableDb, found: z.infer<typeof sequenceRows>): readonly TokenPlace[] {
  const rows = all(
    db,
    `SELECT t.sequence, t.expires_at AS expiresAt
     FROM json_each(?) c CROSS JOIN token t ON t.sequence = c.value`,
    // Two parts may have the same token.
    JSON.stringify([...new Set(found.map(({ sequence }) => sequence))]),
  );
  return placeRows.parse(rows);
}

function probesOf(filter: TokenFilter, now: number): readonly Probe[] {
  const { state, profile, keyType, expiring, expiresBefore, neverExpires } = filter;
  const { issuedFrom, issuedBefore, stale } = filter;
  const probes: Probe[] = [];
  if (stale === true) probes.push(staleWays.map(({ from, found }) => [from, found]));
  if (issuedFrom !== undefined || issuedBefore !== undefined) {
    const from = 'token t INDEXED BY token_by_issue';
    const [least, end] = [issuedFrom ?? 0, issuedBefore ?? Number.MAX_SAFE_INTEGER];
    probes.push([[from, 't.issued_at >= ? AND t.issued_at < ?', least, end]]);
  }
  if (profile !== undefined) {
    probes.push([['token t INDEXED BY token_in_profile', 't.profile = ?', profile]]);
  }
  if (expiresBefore !== undefined || state === 'expired') {
    const end = Math.min(
      expiresBefore ?? Number.MAX_SAFE_INTEGER,
      state === 'expired' ? now + 1 : Number.MAX_SAFE_INTEGER,
    );
    probes.push([
      [NOT_REFUSED_BY_EXPIRY, `${DATED} AND t.expires_at < ?`, end],
      [REFUSED_BY_EXPIRY, 't.refused_at IS NOT NULL AND t.expires_at < ?', end],
    ]);
  }
  if (expiring === true) {
    const condition = `${DATED} AND t.expires_at > ? AND t.expires_at <= ?`;
    probes.push([[NOT_REFUSED_BY_EXPIRY, condition, now, now + LONGEST_NOTICE_MS]]);
  }
  if (state === 'revoked') {
    const index = neverExpires === true ? 'token_never_expires_refused' : 'token_refused';
    const condition = neverExpires === true ? 't.never_expires = 1 AND' : '';
    probes.push([
      [`token t INDEXED BY ${index}`, `${condition} t.refused_at IS NOT NULL AND t.sequence > 0`],
    ]);
  } else if (neverExpires === true && state === 'active') {
    probes.push([
      [
        'token t INDEXED BY token_never_expires_not_refused',
        't.never_expires = 1 AND t.refused_at IS NULL AND t.sequence > 0',
      ],
    ]);
  }
  if (keyType !== undefined) {
    probes.push([
      [
        `application_keys k INDEXED BY application_keys_by_type
         CROSS JOIN token t INDEXED BY token_by_application
           ON t.application_id = k.application_id AND t.keys_id = k.id`,
        'k.key_type = ?',
        keyType,
      ],
    ]);
  }
  return probes;
}
