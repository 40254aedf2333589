import { z } from 'zod';
import {
  type BulkIssue,
  type BulkItem,
  type BulkRequest,
  bulkIssueSchema,
  bulkItemSchema,
} from '../../../shared/domain/bulk.ts';
import {
  type ApplicationId,
  applicationIdSchema,
  type BulkIssueId,
  type TokenId,
  tokenIdSchema,
} from '../../../shared/domain/ids.ts';
import { type KeyType, keyTypes } from '../../../shared/domain/token.ts';
import { algorithmSchema, profileSchema } from '../../../shared/domain/token-form.ts';
import type { ErrorCode } from '../../../shared/errors.ts';
import {
  all,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { readable } from '../../base/database/readable.ts';
import { json } from '../../base/database/values.ts';

/** How many are kept: each has as many items as tokens it issued. */
const MOST_KEPT = 50;

const issueRow = bulkIssueSchema
  .omit({ open: true, left: true })
  .extend({ left: json(z.record(z.string(), z.number())) })
  .transform(({ left, ...issue }): BulkIssue => {
    const reasons = Object.entries(left).map(([code, count]) => ({
      code: code as ErrorCode,
      count,
    }));
    const out = reasons.reduce((sum, { count }) => sum + count, 0);
    return { ...issue, left: reasons, open: issue.total - issue.issued - out };
  });
const foundIssue = issueRow.optional();

const SELECT = `
  SELECT id, kind, created_at AS createdAt, started_at AS startedAt, ended_at AS endedAt, total,
    issued, revokes, never_expiring AS neverExpiring, longest_seconds AS longestSeconds,
    left_out AS left
  FROM bulk_issue`;

export function findBulkIssue(db: ReadableDb, id: BulkIssueId): BulkIssue | undefined {
  return foundIssue.parse(first(db, `${SELECT} WHERE id = ?`, id));
}

export function listBulkIssues(db: ReadableDb): BulkIssue[] {
  const rows = all(
    db,
    `${SELECT} WHERE started_at IS NOT NULL ORDER BY sequence DESC LIMIT ${MOST_KEPT}`,
  );
  return readable(issueRow, rows);
}

const cutOffSchema = z.object({
  /** Milliseconds since the epoch, in whole seconds. */
  at: z.number(),
  /** Undefined for every application in the job. */
  applicationId: applicationIdSchema.optional(),
  keyType: z.enum(keyTypes).optional(),
  consumerKey: z.string().optional(),
});
/** For whole applications whose tokens are revoked: from when on their tokens count. */
export type BulkCutOff = z.infer<typeof cutOffSchema>;

const placeRow = z
  .object({
    sequence: z.number(),
    profile: profileSchema.nullable(),
    algorithm: algorithmSchema.nullable(),
    cutOff: json(cutOffSchema).nullable(),
  })
  .optional();
type Place = NonNullable<z.infer<typeof placeRow>>;

/** The part of it that running it needs. */
export function findPlace(db: ReadableDb, id: BulkIssueId): Place | undefined {
  const sql = `SELECT sequence, profile, algorithm, cut_off AS cutOff
    FROM bulk_issue WHERE id = ?`;
  return placeRow.parse(first(db, sql, id));
}

const addedRow = z.object({ sequence: z.number() });

/** Adds one, and removes those that nobody confirmed and the oldest. @returns its sequence. */
export function insertBulkIssue(
  db: WritableDb,
  id: BulkIssueId,
  request: BulkRequest,
  now: number,
  cutOff: BulkCutOff | null = null,
): number {
  const { profile, algorithm } = request.kind === 'revoke' ? {} : request;
  run(db, 'DELETE FROM bulk_issue WHERE started_at IS NULL');
  run(
    db,
    `DELETE FROM bulk_issue WHERE sequence <= (
       SELECT sequence FROM bulk_issue ORDER BY sequence DESC LIMIT 1 OFFSET ${MOST_KEPT - 1})`,
  );
  const row = first(
    db,
    `INSERT INTO bulk_issue (id, kind, profile, algorithm, created_at, cut_off)
     VALUES (?, ?, ?, ?, ?, ?) RETURNING sequence`,
    id,
    request.kind,
    profile ?? null,
    algorithm ?? null,
    now,
    cutOff === null ? null : JSON.stringify(cutOff),
  );
  return addedRow.parse(row).sequence;
}

export function deleteBulkIssue(db: WritableDb, id: BulkIssueId): void {
  runOne(db, 'DELETE FROM bulk_issue WHERE id = ?', id);
}

export function startBulkIssue(db: WritableDb, sequence: number, now: number): void {
  const sql = 'UPDATE bulk_issue SET started_at = coalesce(started_at, ?) WHERE sequence = ?';
  runOne(db, sql, now, sequence);
}

export function endBulkIssue(db: WritableDb, sequence: number, now: number): void {
  runOne(db, 'UPDATE bulk_issue SET ended_at = ? WHERE sequence = ?', now, sequence);
}

export interface NewBulkItem {
  readonly position: number;
  readonly applicationId: ApplicationId;
  readonly applicationName: string;
  readonly keyType: KeyType;
  readonly replaces: TokenId | null;
  readonly validitySeconds: number;
  readonly scopes: readonly string[];
  readonly code: ErrorCode | null;
}

export function insertBulkItem(db: WritableDb, sequence: number, item: NewBulkItem): void {
  runOne(
    db,
    `INSERT INTO bulk_item (issue, position, application_id, application_name, key_type, replaces,
       validity_seconds, scopes, code) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    sequence,
    item.position,
    item.applicationId,
    item.applicationName,
    item.keyType,
    item.replaces,
    item.validitySeconds,
    JSON.stringify(item.scopes),
    item.code,
  );
}

/** What a step adds to the numbers of a bulk job. */
export interface Tally {
  readonly total?: number;
  readonly issued?: number;
  readonly revokes?: number;
  readonly neverExpiring?: number;
  readonly longestSeconds?: number;
  readonly left: ReadonlyMap<ErrorCode, number>;
}

export function addToBulkIssue(db: WritableDb, sequence: number, tally: Tally): void {
  runOne(
    db,
    `UPDATE bulk_issue SET total = total + ?, issued = issued + ?, revokes = revokes + ?,
       never_expiring = never_expiring + ?, longest_seconds = max(longest_seconds, ?)
     WHERE sequence = ?`,
    tally.total ?? 0,
    tally.issued ?? 0,
    tally.revokes ?? 0,
    tally.neverExpiring ?? 0,
    tally.longestSeconds ?? 0,
    sequence,
  );
  for (const [code, count] of tally.left) {
    const path = `$."${code}"`;
    runOne(
      db,
      `UPDATE bulk_issue
       SET left_out = json_set(left_out, ?, coalesce(json_extract(left_out, ?), 0) + ?)
       WHERE sequence = ?`,
      path,
      path,
      count,
      sequence,
    );
  }
}

const openRow = bulkItemSchema.pick({ position: true, applicationId: true, keyType: true }).extend({
  replaces: tokenIdSchema.nullable(),
  validitySeconds: z.number(),
  scopes: json(z.array(z.string())),
});
const openRows = z.array(openRow);
export type OpenItem = z.infer<typeof openRow>;

/** The next items that are neither issued nor left out. */
export function openItems(
  db: ReadableDb,
  sequence: number,
  after: number,
  limit: number,
): OpenItem[] {
  const rows = all(
    db,
    `SELECT position, application_id AS applicationId, key_type AS keyType, replaces,
       validity_seconds AS validitySeconds, scopes
     FROM bulk_item INDEXED BY bulk_item_open
     WHERE issue = ? AND position > ? AND token_id IS NULL AND code IS NULL
     ORDER BY position LIMIT ?`,
    sequence,
    after,
    limit,
  );
  return openRows.parse(rows);
}

export function settleItem(
  db: WritableDb,
  sequence: number,
  position: number,
  outcome: { readonly tokenId: TokenId; readonly expiresAt: number } | { readonly code: ErrorCode },
): void {
  const isIssued = 'tokenId' in outcome;
  runOne(
    db,
    'UPDATE bulk_item SET token_id = ?, expires_at = ?, code = ? WHERE issue = ? AND position = ?',
    isIssued ? outcome.tokenId : null,
    isIssued ? outcome.expiresAt : null,
    isIssued ? null : outcome.code,
    sequence,
    position,
  );
}

/** Items that were issued or left out, in their order. */
export function listItems(
  db: ReadableDb,
  sequence: number,
  which: 'issued' | 'left-out',
  after: number,
  limit: number,
): BulkItem[] {
  const isLeftOut = which === 'left-out';
  const rows = all(
    db,
    `SELECT position, application_id AS applicationId, application_name AS applicationName,
       key_type AS keyType, token_id AS tokenId, expires_at AS expiresAt, code
     FROM bulk_item ${isLeftOut ? 'INDEXED BY bulk_item_left_out' : ''}
     WHERE issue = ? AND position > ? AND ${isLeftOut ? 'code IS NOT NULL' : 'token_id IS NOT NULL'}
     ORDER BY position LIMIT ?`,
    sequence,
    after,
    limit,
  );
  return readable(bulkItemSchema, rows);
}
