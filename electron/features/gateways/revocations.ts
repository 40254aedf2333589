import { z } from 'zod';
import { all, type ReadableDb } from '../../base/database/database.ts';

const rowSchema = z.object({ id: z.string() });

/**
 * The `jti` of every token that a gateway must refuse although signature and dates are good, the
 * first revoked first: revoked ones, those of applications in the bin, and those whose application
 * is gone for good. What has expired at `now` (ms) needs no denylist.
 */
export function listRevocations(db: ReadableDb, now: number): string[] {
  const rows = all(
    db,
    `SELECT t.id, coalesce(t.revoked_at, a.deleted_at) AS revoked_at
     FROM token t
       JOIN application_keys k ON k.id = t.keys_id
       JOIN application a ON a.id = k.application_id
     WHERE t.expires_at > ? AND coalesce(t.revoked_at, a.deleted_at) IS NOT NULL
     UNION ALL
     SELECT id, revoked_at FROM purged_token WHERE expires_at > ?
     ORDER BY revoked_at, id`,
    now,
    now,
  );
  return z
    .array(rowSchema)
    .parse(rows)
    .map((row) => row.id);
}

/** One `jti` a line and nothing else: what HAProxy's pattern files and most denylists read. */
export function revocationsText(ids: readonly string[]): string {
  return ids.map((id) => `${id}\n`).join('');
}
