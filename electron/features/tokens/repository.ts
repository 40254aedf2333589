import { z } from 'zod';
import type { ApplicationId, KeysId, SigningKeyId, TokenId } from '../../../shared/domain/ids.ts';
import {
  LONGEST_NOTICE_MS,
  SHORTEST_NOTICE_MS,
  type TokenSummary,
  tokenSummarySchema,
} from '../../../shared/domain/token.ts';
import type { TokenFilter } from '../../../shared/domain/token-filter.ts';
import {
  all,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { CURRENT_OF_KEYS } from '../../base/database/migrations/current-tokens.ts';
import { readStored, writeStored } from '../../base/database/stored-setting.ts';
import { flag, json } from '../../base/database/values.ts';
import { type Coverage, coverageSchema, storedCoverage } from './coverage.ts';

export const OF_KEYS = 'CROSS JOIN application_keys k ON k.id = t.keys_id';
export const OF_SIGNING_KEY = 'CROSS JOIN signing_key g ON g.id = t.signing_key_id';

/** The join order: tokens are filtered first, then the rest is looked up for each token. */
export const JOINED = `
    ${OF_KEYS}
    CROSS JOIN application a ON a.id = t.application_id
    ${OF_SIGNING_KEY}`;

/** The version of what a token of these keys would cover now: see migrations/coverage.ts. */
export const COVERAGE = '(k.coverage + g.replaced + (SELECT version FROM coverage))';

/** Conditions on a token joined with its keys and its signing key. */
export const STALE = `(t.coverage <> ${COVERAGE})`;
export const CURRENT = '(t.current_of > 0)';

/** The rule of `isExpiring` for an active token; takes the time in milliseconds once. */
export const IN_LAST_TENTH = `(t.expires_at - ? <= min(
  max((t.expires_at - t.issued_at) / 10, ${SHORTEST_NOTICE_MS}), ${LONGEST_NOTICE_MS},
  t.expires_at - t.issued_at))`;

export const COLUMNS = `
  t.sequence, t.id, t.keys_id AS keysId, a.id AS applicationId, a.name AS applicationName,
  k.key_type AS keyType, t.scopes, t.api_count AS apiCount, t.issuer, t.audience, g.kid,
  g.algorithm, t.profile, t.issued_at AS issuedAt, t.expires_at AS expiresAt,
  t.never_expires AS neverExpires, t.refused_at AS revokedAt, t.size,
  ${STALE} AS stale, ${CURRENT} AS current`;

const SELECT = `SELECT ${COLUMNS} FROM token t ${JOINED}`;

/** Finds the tokens `t` of some keys, whose id it takes twice: no index has only that. */
export const OF_ONE_KEYS =
  '(t.application_id = (SELECT application_id FROM application_keys WHERE id = ?) AND t.keys_id = ?)';

export const tokenRow = tokenSummarySchema.extend({
  scopes: json(tokenSummarySchema.shape.scopes),
  audience: json(tokenSummarySchema.shape.audience),
  neverExpires: flag,
  current: flag,
  stale: flag,
});

const summaryRow = tokenRow.optional();
const sealedRow = z.object({ sealed: z.instanceof(Buffer) }).optional();
const newestIssueRow = z.object({ newest: z.number() });

export function findToken(db: ReadableDb, id: TokenId): TokenSummary | undefined {
  return summaryRow.parse(first(db, `${SELECT} WHERE t.id = ?`, id));
}

/** The newest token of the keys: the one that **Production Keys** shows. */
export function findCurrentToken(db: ReadableDb, keysId: KeysId): TokenSummary | undefined {
  const sql = `${SELECT} WHERE ${OF_ONE_KEYS} ORDER BY t.sequence DESC LIMIT 1`;
  const row = first(db, sql, keysId, keysId);
  return summaryRow.parse(row);
}

const newestRow = tokenSummarySchema.pick({ id: true, revokedAt: true }).optional();

/** The same, with no more than a re-generation needs of it. */
export function findNewestToken(db: ReadableDb, keysId: KeysId): z.infer<typeof newestRow> {
  const row = first(
    db,
    `SELECT t.id, t.refused_at AS revokedAt FROM token t
     WHERE ${OF_ONE_KEYS} ORDER BY t.sequence DESC LIMIT 1`,
    keysId,
    keysId,
  );
  return newestRow.parse(row);
}

export interface NewToken {
  readonly id: TokenId;
  readonly keysId: KeysId;
  readonly signingKeyId: SigningKeyId;
  readonly applicationId: ApplicationId;
  readonly profile: string;
  readonly jwtSealed: Uint8Array;
  readonly size: number;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  readonly covers: Coverage;
  readonly issuedAt: number;
  readonly expiresAt: number;
  readonly neverExpires: boolean;
}

export function insertToken(db: WritableDb, token: NewToken): void {
  const { mark, covers } = storedCoverage(token.covers);
  runOne(
    db,
    `INSERT INTO token (id, keys_id, application_id, signing_key_id, profile, size, issuer,
       audience, scopes, api_count, covers, issued_at, expires_at, never_expires, coverage,
       current_of)
     SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ${COVERAGE}, ${CURRENT_OF_KEYS}
     FROM application_keys k, signing_key g WHERE k.id = ? AND g.id = ?`,
    token.id,
    token.keysId,
    token.applicationId,
    token.signingKeyId,
    token.profile,
    token.size,
    token.issuer,
    JSON.stringify(token.audience),
    JSON.stringify(token.scopes),
    token.covers.length,
    mark,
    token.issuedAt,
    token.expiresAt,
    token.neverExpires ? 1 : 0,
    token.keysId,
    token.signingKeyId,
  );
  runOne(
    db,
    'INSERT INTO token_secret (token_id, jwt_sealed) VALUES (?, ?)',
    token.id,
    token.jwtSealed,
  );
  run(
    db,
    'INSERT OR IGNORE INTO token_coverage (keys_id, mark, covers) VALUES (?, ?, ?)',
    token.keysId,
    mark,
    covers,
  );
}

/** Revokes a token that is not revoked yet. */
export function revokeToken(db: WritableDb, id: TokenId, now: number): void {
  runOne(db, 'UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', now, id);
}

/** Whether another token, or one that was purged, has the same first digits in its id. */
export function beginsLikeAnother(db: ReadableDb, id: TokenId, digits: number): boolean {
  const from = id.slice(0, digits);
  // Sorts after every digit and dash.
  const to = `${from}~`;
  const sql = `SELECT EXISTS (SELECT 1 FROM token WHERE id >= ? AND id < ? AND id <> ?)
    OR EXISTS (SELECT 1 FROM purged_token WHERE id >= ? AND id < ? AND id <> ?) AS found`;
  return foundRow.parse(first(db, sql, from, to, id, from, to, id)).found;
}

const foundRow = z.object({ found: flag });

/** Which keys a "not before" is for: one application's, of one type or one consumer key. */
interface NotBefore extends Pick<TokenFilter, 'keyType' | 'consumerKey'> {
  readonly applicationId: ApplicationId;
  /** Milliseconds since the epoch, in whole seconds. */
  readonly at: number;
}

/**
 * Gateways that can refuse every token of an application's consumer keys issued before `at`,
 * whatever its id: also those that this workspace no longer knows. It never goes back.
 *
 * @returns how many consumer keys have a later one now.
 */
export function raiseNotBefore(
  db: WritableDb,
  { applicationId, keyType, consumerKey, at }: NotBefore,
): number {
  return run(
    db,
    `UPDATE application_keys SET not_before = ?
     WHERE application_id = ? AND coalesce(not_before, 0) < ?
       AND key_type = coalesce(?, key_type) AND consumer_key = coalesce(?, consumer_key)`,
    at,
    applicationId,
    at,
    keyType ?? null,
    consumerKey ?? null,
  );
}

/** Stored as a setting, but not shown as one. */
const CUT_OFF_AT = 'notBeforeRaisedAt';

/** When a “not before” was last raised, in milliseconds since the epoch; 0 for never. */
export function lastCutOff(db: ReadableDb): number {
  return readStored(db, CUT_OFF_AT, z.number().catch(0)) ?? 0;
}

export function rememberCutOff(db: WritableDb, now: number): void {
  writeStored(db, CUT_OFF_AT, now);
}

const nameRow = z.object({ name: z.string() }).optional();

/** For the log; '' if it is gone. */
export function applicationNameOf(db: ReadableDb, id: ApplicationId): string {
  return nameRow.parse(first(db, 'SELECT name FROM application WHERE id = ?', id))?.name ?? '';
}

export function findSealedJwt(db: ReadableDb, id: TokenId): Buffer | undefined {
  const row = first(db, 'SELECT jwt_sealed AS sealed FROM token_secret WHERE token_id = ?', id);
  return sealedRow.parse(row)?.sealed;
}

const sealedRows = z.array(z.object({ id: z.string(), sealed: z.instanceof(Buffer) }));

/** The same for many tokens, by id. */
export function findSealedJwts(
  db: ReadableDb,
  ids: readonly TokenId[],
): ReadonlyMap<string, Buffer> {
  const rows = all(
    db,
    `SELECT s.token_id AS id, s.jwt_sealed AS sealed
     FROM json_each(?) j CROSS JOIN token_secret s ON s.token_id = j.value`,
    JSON.stringify(ids),
  );
  return new Map(sealedRows.parse(rows).map(({ id, sealed }) => [id, sealed]));
}

/** Undefined if it is unknown, as after a salvage. */
export function findCoverage(db: ReadableDb, id: TokenId): Coverage | undefined {
  const row = first(
    db,
    `SELECT c.covers FROM token t JOIN token_coverage c ON c.keys_id = t.keys_id AND c.mark = t.covers
     WHERE t.id = ?`,
    id,
  );
  return coverageRow.parse(row)?.covers;
}

const coverageRow = z.object({ covers: json(coverageSchema) }).optional();

/** When the newest token of the workspace was issued, in milliseconds; 0 when there is none. */
export function newestIssue(db: ReadableDb): number {
  const row = first(db, 'SELECT coalesce(max(issued_at), 0) AS newest FROM token');
  return newestIssueRow.parse(row).newest;
}
