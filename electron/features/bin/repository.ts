import { z } from 'zod';
import {
  BIN_DAYS,
  type BinEntry,
  type BinKind,
  type BinRef,
  binEntrySchema,
  binKinds,
} from '../../../shared/domain/bin.ts';
import { DAY_MS } from '../../../shared/time.ts';
import {
  all,
  countRow,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { readablePage } from '../../base/database/readable.ts';

const BIN_MS = BIN_DAYS * DAY_MS;

const COLUMNS: Readonly<Record<BinKind, string>> = {
  application: `x.id, x.name FROM application x`,
  api: `x.id, x.name || ' ' || x.version AS name FROM api x`,
  subscription: `x.id, a.name || ': ' || api.name || ' ' || api.version || ', ' || p.name AS name
    FROM subscription x
      CROSS JOIN application a ON a.id = x.application_id
      CROSS JOIN api ON api.id = x.api_id
      CROSS JOIN business_plan p ON p.id = x.business_plan_id`,
};

function select(kind: BinKind, more = ''): string {
  return `
    SELECT '${kind}' AS kind, x.deleted_at AS deletedAt,
      x.deleted_at + ${BIN_MS} AS purgedAt${more}, ${COLUMNS[kind]}
    WHERE x.deleted_at IS NOT NULL`;
}

/** A position in the bin: items deleted at the same time are ordered by kind, then by row. */
const placeRow = z.object({ deletedAt: z.number(), row: z.number() });
const entryRow = binEntrySchema.extend({ row: z.number() });

export interface BinQuery {
  /** The page starts after this entry. */
  readonly after?: BinRef | undefined;
  readonly limit: number;
}

/** A page of what can be restored, last deleted first. */
export function listBin(db: ReadableDb, { after, limit }: BinQuery): BinEntry[] {
  const place = after === undefined ? null : placeOf(db, after);
  if (place === undefined) return [];
  const rows = binKinds.flatMap((kind) => {
    const before = place === null ? null : beforePlace(kind, place);
    return readablePage(entryRow, limit, (most) =>
      all(
        db,
        `${select(kind, ', x.rowid AS row')} ${before === null ? '' : `AND ${before.sql}`}
         ORDER BY x.deleted_at DESC, x.rowid DESC LIMIT ?`,
        ...(before?.values ?? []),
        most,
      ),
    );
  });
  return rows
    .toSorted(
      (one, other) =>
        other.deletedAt - one.deletedAt ||
        binKinds.indexOf(one.kind) - binKinds.indexOf(other.kind) ||
        other.row - one.row,
    )
    .slice(0, limit)
    .map(({ row: _row, ...entry }) => entry);
}

interface Place extends z.infer<typeof placeRow> {
  readonly kind: BinKind;
}

function placeOf(db: ReadableDb, { kind, id }: BinRef): Place | undefined {
  const row = first(
    db,
    `SELECT deleted_at AS deletedAt, rowid AS row FROM ${TABLES[kind]}
     WHERE id = ? AND deleted_at IS NOT NULL`,
    id,
  );
  return row === undefined ? undefined : { kind, ...placeRow.parse(row) };
}

function beforePlace(kind: BinKind, { kind: from, deletedAt, row }: Place) {
  const [at, other] = [binKinds.indexOf(kind), binKinds.indexOf(from)];
  if (at === other) return { sql: '(x.deleted_at, x.rowid) < (?, ?)', values: [deletedAt, row] };
  return { sql: `x.deleted_at ${at < other ? '<' : '<='} ?`, values: [deletedAt] };
}

/** The number of items in the bin. */
export function countBin(db: ReadableDb): number {
  const row = first(
    db,
    `SELECT ${binKinds
      .map((kind) => `(SELECT count(*) FROM ${TABLES[kind]} WHERE deleted_at > 0)`)
      .join(' + ')} AS count`,
  );
  return countRow.parse(row).count;
}

const foundBinEntry = binEntrySchema.optional();

export function findBinEntry(db: ReadableDb, { kind, id }: BinRef): BinEntry | undefined {
  return foundBinEntry.parse(first(db, `${select(kind)} AND x.id = ?`, id));
}

/**
 * Items whose time in the bin is over at `now`, in milliseconds: of each kind at most `limit`, the
 * longest there first.
 */
export function listOverdue(db: ReadableDb, now: number, limit: number): BinEntry[] {
  return binKinds.flatMap((kind) =>
    readablePage(binEntrySchema, limit, (most) =>
      all(
        db,
        `${select(kind)} AND x.deleted_at <= ? ORDER BY x.deleted_at LIMIT ?`,
        now - BIN_MS,
        most,
      ),
    ),
  );
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
 * Permanently deletes a row and everything that depends on it. The ids of all the application's
 * tokens are kept, because gateways must keep refusing them; even of expired ones, as the clock may
 * be wrong. The revocation list leaves out what has expired when it is written.
 */
export function purge(db: WritableDb, { kind, id }: BinRef): void {
  if (kind === 'application') {
    run(
      db,
      `INSERT INTO purged_token (id, expires_at, revoked_at)
       SELECT id, expires_at, refused_at FROM token WHERE application_id = ?`,
      id,
    );
  }
  runOne(db, `DELETE FROM ${TABLES[kind]} WHERE id = ? AND deleted_at IS NOT NULL`, id);
}

const foundAt = z.object({ at: z.number() }).optional();

/**
 * A time that has passed by two clock readings at least a day apart: `now`, and the newest entry of
 * the activity log that is at least a day older. Entries written while the clock was ahead don't
 * count after it is corrected, because newer entries then have earlier dates.
 *
 * @param now milliseconds since the epoch.
 * @returns milliseconds since the epoch; 0 while there is no such entry.
 */
export function trustedTime(db: ReadableDb, now: number): number {
  const row = first(
    db,
    'SELECT at FROM activity WHERE id > 0 AND at <= ? ORDER BY id DESC LIMIT 1',
    now - DAY_MS,
  );
  return foundAt.parse(row)?.at ?? 0;
}
