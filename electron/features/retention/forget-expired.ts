import { z } from 'zod';
import { ok } from '../../../shared/result.ts';
import { DAY_MS } from '../../../shared/time.ts';
import type { WriteContext } from '../../base/context/context.ts';
import {
  all,
  first,
  inTransaction,
  type ReadableDb,
  run,
  runOne,
} from '../../base/database/database.ts';
import { trustedTime } from '../bin/repository.ts';
import { readSettings } from '../settings/repository.ts';
import { NOT_REFUSED_BY_EXPIRY, REFUSED_BY_EXPIRY } from '../tokens/by-expiry.ts';

/** JWTs deleted at a time: the next look deletes more. */
const BATCH = 1000;

const tokenRows = z.array(z.object({ id: z.string(), expiresAt: z.number() }));
const markRow = z.object({ until: z.number() });

/**
 * Deletes the JWTs of tokens that expired longer ago than Settings say; their rows stay in the
 * ledger. As for the bin, two looks at the clock have to agree, so one wrong clock deletes nothing.
 *
 * @returns how many were deleted.
 */
export function forgetExpired({ db, activity, now }: WriteContext): number {
  const { keepExpiredDays } = readSettings(db);
  if (keepExpiredDays === 0) return 0;
  const { until } = markRow.parse(first(db, 'SELECT until FROM forgotten'));
  const kept = keepExpiredDays * DAY_MS;
  if (now() - kept <= until) return 0;
  const cutoff = trustedTime(db, now()) - kept;
  if (cutoff <= until) return 0;
  const tokens = expiredBetween(db, until, cutoff);
  const last = tokens.length < BATCH ? cutoff : (tokens.at(-1)?.expiresAt ?? cutoff);
  inTransaction(db, () => {
    for (const { id } of tokens) run(db, 'DELETE FROM token_secret WHERE token_id = ?', id);
    runOne(db, 'UPDATE forgotten SET until = ?', last);
    if (tokens.length > 0) {
      activity.record({ kind: 'token/forgotten', subject: '', detail: { count: tokens.length } });
    }
    return ok(null);
  });
  return tokens.length;
}

/** All tokens; each part is in the order of expiry. */
const IN_ORDER = [
  [NOT_REFUSED_BY_EXPIRY, 't.refused_at IS NULL AND t.current_of = 0'],
  [NOT_REFUSED_BY_EXPIRY, 't.refused_at IS NULL AND t.current_of = 1'],
  [NOT_REFUSED_BY_EXPIRY, 't.refused_at IS NULL AND t.current_of = 2'],
  [REFUSED_BY_EXPIRY, 't.refused_at IS NOT NULL'],
] as const;

function expiredBetween(db: ReadableDb, from: number, until: number) {
  const found = IN_ORDER.flatMap(([index, condition]) =>
    all(
      db,
      `SELECT t.id, t.expires_at AS expiresAt FROM ${index}
       WHERE running() AND ${condition} AND t.expires_at >= ? AND t.expires_at <= ?
         AND t.never_expires = 0
         AND EXISTS (SELECT 1 FROM token_secret s WHERE s.token_id = t.id)
       ORDER BY t.expires_at LIMIT ?`,
      from,
      until,
      BATCH,
    ),
  );
  return tokenRows
    .parse(found)
    .toSorted((one, other) => one.expiresAt - other.expiresAt)
    .slice(0, BATCH);
}
