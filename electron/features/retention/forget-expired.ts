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

function expiredBetween(db: ReadableDb, from: number, until: number) {
  const rows = all(
    db,
    `SELECT t.id, t.expires_at AS expiresAt FROM token t INDEXED BY token_by_expiry
     WHERE running() AND t.expires_at >= ? AND t.expires_at <= ? AND t.never_expires = 0
       AND EXISTS (SELECT 1 FROM token_secret s WHERE s.token_id = t.id)
     ORDER BY t.expires_at LIMIT ?`,
    from,
    until,
    BATCH,
  );
  return tokenRows.parse(rows);
}
