import { z } from 'zod';
import { all, first, type ReadableDb } from '../../base/database/database.ts';
import { compareText } from '../../base/database/values.ts';

const rowSchema = z.object({ id: z.string(), refusedAt: z.number(), expiresAt: z.number() });

/** A token that gateways must refuse. Times are milliseconds since the epoch. */
export type Revocation = z.infer<typeof rowSchema>;

/**
 * The `jti` of every token that a gateway must refuse although its signature and dates are valid,
 * oldest revocation first: revoked tokens, and those of applications in the bin or permanently
 * deleted. Tokens that have expired at `now` (ms) are left out: gateways refuse them anyway.
 */
export function listRevoked(db: ReadableDb, now: number): Revocation[] {
  const rows = [
    ...all(
      db,
      `SELECT id, refused_at AS refusedAt, expires_at AS expiresAt FROM token
       WHERE refused_at IS NOT NULL AND expires_at > ?`,
      now,
    ),
    ...all(
      db,
      `SELECT id, revoked_at AS refusedAt, expires_at AS expiresAt FROM purged_token
       WHERE expires_at > ?`,
      now,
    ),
  ];
  return z
    .array(rowSchema)
    .parse(rows)
    .toSorted((one, other) => one.refusedAt - other.refusedAt || compareText(one.id, other.id));
}

/** The `jti` of each of {@link listRevoked}. */
export function listRevocations(db: ReadableDb, now: number): string[] {
  return listRevoked(db, now).map(({ id }) => id);
}

/** The length of {@link listRevocations}. @param since skips what was refused up to then (ms). */
export function countRevocations(db: ReadableDb, now: number, since = -1): number {
  const row = first(
    db,
    `SELECT
       (SELECT count(*) FROM token WHERE refused_at IS NOT NULL AND expires_at > ? AND refused_at > ?)
       + (SELECT count(*) FROM purged_token WHERE expires_at > ? AND revoked_at > ?) AS count`,
    now,
    since,
    now,
    since,
  );
  return z.object({ count: z.number() }).parse(row).count;
}

/** One `jti` per line and nothing else, as HAProxy's pattern files and most denylists expect. */
export function revocationsText(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}
