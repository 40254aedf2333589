import { z } from 'zod';
import { applicationIdSchema, keysIdSchema, tokenIdSchema } from '../../../shared/domain/ids.ts';
import { keyTypes, LONGEST_NOTICE_MS } from '../../../shared/domain/token.ts';
import { all, countRow, first, type ReadableDb } from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { NOT_REFUSED_BY_EXPIRY } from './by-expiry.ts';
import { IN_LAST_TENTH } from './repository.ts';

const expiringRow = z.object({
  id: tokenIdSchema,
  applicationId: applicationIdSchema,
  applicationName: z.string(),
  keyType: z.enum(keyTypes),
  keysId: keysIdSchema,
  startsAt: z.number(),
  expiresAt: z.number(),
});
export type ExpiringToken = z.infer<typeof expiringRow>;

/**
 * The active tokens that people still hold, which expire within a span of time. A replaced token
 * that was left alive needs no renewal.
 */
const EXPIRING = `
  FROM ${NOT_REFUSED_BY_EXPIRY}
  WHERE running() AND t.refused_at IS NULL AND t.never_expires = 0
    AND t.expires_at > ? AND t.expires_at <= ?`;
/** The current tokens of Production keys, and of Sandbox keys: each are in order. */
const KEY_TYPES = [1, 2] as const;

/** Those that expire after `now` and until `until` (ms), soonest first. */
export function listExpiringTokens(
  db: ReadableDb,
  now: number,
  until: number,
  limit: number,
): readonly ExpiringToken[] {
  return soonest(db, EXPIRING, limit, now, until);
}

function soonest(
  db: ReadableDb,
  from: string,
  limit: number,
  ...values: readonly number[]
): readonly ExpiringToken[] {
  return KEY_TYPES.flatMap((currentOf) => {
    const sql = select(`${from} AND t.current_of = ${currentOf}`);
    return readable(expiringRow, all(db, sql, ...values, limit));
  })
    .toSorted((one, other) => one.expiresAt - other.expiresAt)
    .slice(0, limit);
}

function select(from: string): string {
  return `
    SELECT t.id, a.id AS applicationId, a.name AS applicationName, k.key_type AS keyType,
      k.id AS keysId, t.issued_at AS startsAt, t.expires_at AS expiresAt
    FROM (SELECT t.sequence ${from} ORDER BY t.expires_at LIMIT ?) f
      CROSS JOIN token t ON t.sequence = f.sequence
      CROSS JOIN application_keys k ON k.id = t.keys_id
      CROSS JOIN application a ON a.id = t.application_id`;
}

export function countExpiringTokens(
  db: ReadableDb,
  now: number,
  until: number,
  most: number,
): number {
  const row = first(
    db,
    `SELECT count(*) AS count FROM (SELECT 1 ${EXPIRING} AND t.current_of IN (1, 2) LIMIT ?) f`,
    now,
    until,
    most,
  );
  return countRow.parse(row).count;
}

/**
 * Those that are about to expire, relative to their lifetime (as `isExpiring`), and weren't
 * announced yet. Longer than a week ahead, none is.
 */
export function listUnannouncedTokens(
  db: ReadableDb,
  now: number,
  limit: number,
): readonly ExpiringToken[] {
  const due = `${EXPIRING}
    AND ${IN_LAST_TENTH}
    AND NOT EXISTS (SELECT 1 FROM reminder_sent s
      WHERE s.kind = 'token' AND s.id = t.id AND s.expires_at = t.expires_at)`;
  return soonest(db, due, limit, now, now + LONGEST_NOTICE_MS, now);
}
