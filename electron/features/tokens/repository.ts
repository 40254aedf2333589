import { z } from 'zod';
import type { ApplicationId, KeysId, SigningKeyId, TokenId } from '../../../shared/domain/ids.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import {
  type KeyType,
  type TokenState,
  type TokenSummary,
  tokenSummarySchema,
} from '../../../shared/domain/token.ts';
import {
  all,
  type Bound,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { flag, json, likePattern } from '../../base/database/values.ts';
import { type Coverage, coverageSchema } from './coverage.ts';

/** A token counts as revoked, too, as long as its application is in the bin. */
const REVOKED_AT = 'coalesce(t.revoked_at, a.deleted_at)';

const FROM = `
  FROM token t
    JOIN application_keys k ON k.id = t.keys_id
    JOIN application a ON a.id = k.application_id
    JOIN signing_key g ON g.id = t.signing_key_id`;

const SELECT = `
  SELECT t.id, t.keys_id AS keysId, a.id AS applicationId, a.name AS applicationName,
    k.key_type AS keyType, t.scopes, json_array_length(t.covers) AS apiCount, t.issuer,
    t.audience, g.kid, g.algorithm, t.issued_at AS issuedAt, t.expires_at AS expiresAt,
    t.never_expires AS neverExpires, ${REVOKED_AT} AS revokedAt, t.size,
    t.sequence = (SELECT max(n.sequence) FROM token n WHERE n.keys_id = t.keys_id) AS current
  ${FROM}`;

const tokenRow = tokenSummarySchema.extend({
  scopes: json(tokenSummarySchema.shape.scopes),
  audience: json(tokenSummarySchema.shape.audience),
  neverExpires: flag,
  current: flag,
});

export function findToken(db: ReadableDb, id: TokenId): TokenSummary | undefined {
  return tokenRow.optional().parse(first(db, `${SELECT} WHERE t.id = ?`, id));
}

/** The newest token of the keys: the one that **Production Keys** shows. */
export function findCurrentToken(db: ReadableDb, keysId: KeysId): TokenSummary | undefined {
  const row = first(db, `${SELECT} WHERE t.keys_id = ? ORDER BY t.sequence DESC LIMIT 1`, keysId);
  return tokenRow.optional().parse(row);
}

export interface TokenQuery {
  readonly applicationId?: ApplicationId | undefined;
  readonly keyType?: KeyType | undefined;
  readonly state?: TokenState | undefined;
  readonly neverExpires?: boolean | undefined;
  readonly search?: string | undefined;
  readonly after?: TokenId | undefined;
  readonly limit: number;
}

const PAST = 't.never_expires = 0 AND t.expires_at <= ?';

/** As `tokenState` has it; each takes the time in milliseconds once. */
const STATES: Readonly<Record<TokenState, string>> = {
  active: `${REVOKED_AT} IS NULL AND NOT (${PAST})`,
  expired: `${PAST} AND coalesce(${REVOKED_AT}, t.expires_at) >= t.expires_at`,
  revoked: `${REVOKED_AT} IS NOT NULL AND NOT (${PAST} AND ${REVOKED_AT} >= t.expires_at)`,
};

/** The ledger, the newest first, a page at a time. `now` in milliseconds tells the states. */
export function listTokens(db: ReadableDb, query: TokenQuery, now: number): TokenSummary[] {
  const where: string[] = ['1'];
  const values: Bound[] = [];
  const add = (condition: string, ...bound: Bound[]): void => {
    where.push(condition);
    values.push(...bound);
  };
  if (query.applicationId !== undefined) add('a.id = ?', query.applicationId);
  if (query.keyType !== undefined) add('k.key_type = ?', query.keyType);
  if (query.neverExpires !== undefined) add('t.never_expires = ?', query.neverExpires ? 1 : 0);
  if (query.state !== undefined) add(STATES[query.state], now);
  if (query.search !== undefined && query.search !== '') {
    const pattern = likePattern(query.search);
    add(
      `(a.name_key LIKE ? ESCAPE '\\' OR t.scopes LIKE ? ESCAPE '\\' OR t.id LIKE ? ESCAPE '\\')`,
      // LIKE knows the cases of ASCII only; the key is folded in every script.
      likePattern(nameKey(query.search)),
      pattern,
      pattern,
    );
  }
  if (query.after !== undefined) {
    add('t.sequence < (SELECT sequence FROM token WHERE id = ?)', query.after);
  }
  const rows = all(
    db,
    `${SELECT} WHERE ${where.join(' AND ')} ORDER BY t.sequence DESC LIMIT ?`,
    ...values,
    query.limit,
  );
  return z.array(tokenRow).parse(rows);
}

export interface NewToken {
  readonly id: TokenId;
  readonly keysId: KeysId;
  readonly signingKeyId: SigningKeyId;
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
  runOne(
    db,
    `INSERT INTO token (id, keys_id, signing_key_id, jwt_sealed, size, issuer, audience, scopes, covers,
       issued_at, expires_at, never_expires)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    token.id,
    token.keysId,
    token.signingKeyId,
    token.jwtSealed,
    token.size,
    token.issuer,
    JSON.stringify(token.audience),
    JSON.stringify(token.scopes),
    JSON.stringify(token.covers),
    token.issuedAt,
    token.expiresAt,
    token.neverExpires ? 1 : 0,
  );
}

/** Revokes a token that is not revoked yet. */
export function revokeToken(db: WritableDb, id: TokenId, now: number): void {
  runOne(db, 'UPDATE token SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL', now, id);
}

export function findSealedJwt(db: ReadableDb, id: TokenId): Buffer | undefined {
  const row = first(db, 'SELECT jwt_sealed AS sealed FROM token WHERE id = ?', id);
  return z
    .object({ sealed: z.instanceof(Buffer) })
    .optional()
    .parse(row)?.sealed;
}

export function findCoverage(db: ReadableDb, id: TokenId): Coverage {
  const row = first(db, 'SELECT covers FROM token WHERE id = ?', id);
  return z.object({ covers: json(coverageSchema) }).parse(row).covers;
}

/** When the newest token of the workspace was issued, in milliseconds; 0 when there is none. */
export function newestIssue(db: ReadableDb): number {
  const row = first(db, 'SELECT coalesce(max(issued_at), 0) AS newest FROM token');
  return z.object({ newest: z.number() }).parse(row).newest;
}
