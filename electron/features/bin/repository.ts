import { z } from 'zod';
import {
  BIN_DAYS,
  type BinEntry,
  type BinKind,
  type BinRef,
  binEntrySchema,
} from '../../../shared/domain/bin.ts';
import { DAY_MS } from '../../../shared/time.ts';
import {
  all,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';

const BIN_MS = BIN_DAYS * DAY_MS;

const NAMES = `
  SELECT 'application' AS kind, id, name, deleted_at FROM application
  UNION ALL
  SELECT 'api', id, name || ' ' || version, deleted_at FROM api
  UNION ALL
  SELECT 'subscription', s.id,
    a.name || ': ' || api.name || ' ' || api.version || ', ' || p.name, s.deleted_at
  FROM subscription s
    JOIN application a ON a.id = s.application_id
    JOIN api ON api.id = s.api_id
    JOIN business_plan p ON p.id = s.business_plan_id`;

const SELECT = `
  SELECT kind, id, name, deleted_at AS deletedAt, deleted_at + ${BIN_MS} AS purgedAt
  FROM (${NAMES}) WHERE deleted_at IS NOT NULL`;

/** What can be brought back, the last deleted first. */
export function listBin(db: ReadableDb): BinEntry[] {
  return z.array(binEntrySchema).parse(all(db, `${SELECT} ORDER BY deleted_at DESC, name`));
}

export function findBinEntry(db: ReadableDb, ref: BinRef): BinEntry | undefined {
  const row = first(db, `${SELECT} AND kind = ? AND id = ?`, ref.kind, ref.id);
  return binEntrySchema.optional().parse(row);
}

/** What lay in the bin longer than it is kept at `now`, in milliseconds. */
export function listOverdue(db: ReadableDb, now: number): BinEntry[] {
  return z.array(binEntrySchema).parse(all(db, `${SELECT} AND deleted_at <= ?`, now - BIN_MS));
}

export function restore(db: WritableDb, { kind, id }: BinRef): void {
  runOne(db, `UPDATE ${TABLES[kind]} SET deleted_at = NULL WHERE id = ?`, id);
}

const TABLES: Readonly<Record<BinKind, string>> = {
  application: 'application',
  api: 'api',
  subscription: 'subscription',
};

/**
 * Removes a row and all that hangs on it for good. What gateways must go on refusing is kept: the
 * ids of all the application's tokens, whatever the clock says of them now. It may be wrong; the
 * revocation list leaves out what has expired when it is written.
 */
export function purge(db: WritableDb, { kind, id }: BinRef): void {
  if (kind === 'application') {
    run(
      db,
      `INSERT INTO purged_token (id, expires_at, revoked_at)
       SELECT t.id, t.expires_at, coalesce(t.revoked_at, a.deleted_at)
       FROM token t
         JOIN application_keys k ON k.id = t.keys_id
         JOIN application a ON a.id = k.application_id
       WHERE a.id = ?`,
      id,
    );
  }
  runOne(db, `DELETE FROM ${TABLES[kind]} WHERE id = ? AND deleted_at IS NOT NULL`, id);
}

/**
 * Up to when time has passed, by the word of two looks at the clock that are a day apart: `now`,
 * and the newest entry of the activity log that is a day old by it. What was written while the clock
 * was ahead does not count once it was set right: then newer entries have earlier dates.
 *
 * @param now milliseconds since the epoch.
 * @returns milliseconds since the epoch; 0 while there is no such entry.
 */
export function witnessedTime(db: ReadableDb, now: number): number {
  const row = first(
    db,
    'SELECT at FROM activity WHERE at <= ? ORDER BY id DESC LIMIT 1',
    now - DAY_MS,
  );
  return z.object({ at: z.number() }).optional().parse(row)?.at ?? 0;
}
