import { z } from 'zod';
import {
  type ApiId,
  type ApplicationId,
  applicationIdSchema,
  type BusinessPlanId,
  businessPlanIdSchema,
  type KeysId,
  keysIdSchema,
  type SigningKeyId,
  signingKeyIdSchema,
  type TokenId,
} from '../../../shared/domain/ids.ts';
import { nameKey } from '../../../shared/domain/text.ts';
import { keyTypes } from '../../../shared/domain/token.ts';
import {
  all,
  first,
  type ReadableDb,
  run,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { wso2FieldsColumn } from '../applications/wso2-fields.ts';
import { OF_ONE_KEYS } from '../tokens/repository.ts';
import type { JudgedToken } from './judge-tokens.ts';

const applicationRow = z
  .object({
    id: applicationIdSchema,
    name: z.string(),
    description: z.string(),
    perTokenQuota: z.string(),
    owner: z.string(),
    group: z.string(),
    fields: wso2FieldsColumn,
    isInBin: z.literal([0, 1]).transform((value) => value === 1),
  })
  .optional();
export type StoredApplication = NonNullable<z.infer<typeof applicationRow>>;

const APPLICATION = `
  SELECT a.id, a.name, a.description, a.per_token_quota AS perTokenQuota, a.owner,
    a.group_name AS "group", a.wso2_fields AS fields, a.deleted_at IS NOT NULL AS isInBin
  FROM application a`;

/** Also if it is in the bin. */
export function findById(db: ReadableDb, id: string): StoredApplication | undefined {
  return applicationRow.parse(first(db, `${APPLICATION} WHERE a.id = ?`, id));
}

export function findByConsumerKey(
  db: ReadableDb,
  consumerKey: string,
): StoredApplication | undefined {
  const sql = `${APPLICATION} JOIN application_keys k ON k.application_id = a.id
    WHERE k.consumer_key = ?`;
  return applicationRow.parse(first(db, sql, consumerKey));
}

export function findByName(db: ReadableDb, name: string): StoredApplication | undefined {
  const named = 'WHERE a.name_key = ? AND a.deleted_at IS NULL';
  return applicationRow.parse(first(db, `${APPLICATION} ${named}`, nameKey(name)));
}

const keysRows = z.array(
  z.object({ id: keysIdSchema, keyType: z.enum(keyTypes), consumerKey: z.string() }),
);

export function keysOf(db: ReadableDb, id: ApplicationId): z.infer<typeof keysRows> {
  const sql = `SELECT id, key_type AS keyType, consumer_key AS consumerKey
    FROM application_keys WHERE application_id = ? ORDER BY key_type`;
  return keysRows.parse(all(db, sql, id));
}

const secretRows = z.array(z.object({ id: z.string(), sealed: z.instanceof(Buffer) }));

/** All of them, also revoked and expired ones. */
export function sealedSecretsOf(db: ReadableDb, keysId: KeysId): z.infer<typeof secretRows> {
  const sql = 'SELECT id, secret_sealed AS sealed FROM consumer_secret WHERE keys_id = ?';
  return secretRows.parse(all(db, sql, keysId));
}

const tokenRow = z.object({ keysId: keysIdSchema, revokedAt: z.number().nullable() }).optional();

export function findStoredToken(db: ReadableDb, id: TokenId): z.infer<typeof tokenRow> {
  const sql = 'SELECT keys_id AS keysId, revoked_at AS revokedAt FROM token WHERE id = ?';
  return tokenRow.parse(first(db, sql, id));
}

const purgedRow = z.object({ revokedAt: z.number() }).optional();

/** When a token that was deleted permanently had been revoked. */
export function findPurged(db: ReadableDb, id: TokenId): z.infer<typeof purgedRow> {
  const sql = 'SELECT revoked_at AS revokedAt FROM purged_token WHERE id = ?';
  return purgedRow.parse(first(db, sql, id));
}

const planRow = z.object({ id: businessPlanIdSchema }).optional();

export function findPlanByName(db: ReadableDb, name: string): BusinessPlanId | undefined {
  return planRow.parse(first(db, 'SELECT id FROM business_plan WHERE name_key = ?', nameKey(name)))
    ?.id;
}

/** Whether an API can be subscribed to with the plan. */
export function offersPlan(
  db: ReadableDb,
  apiId: ApiId,
  planId: BusinessPlanId | undefined,
): boolean {
  const sql = 'SELECT 1 FROM api_business_plan WHERE api_id = ? AND business_plan_id = ?';
  return planId !== undefined && first(db, sql, apiId, planId) !== undefined;
}

const keyRow = z.object({ id: signingKeyIdSchema }).optional();

/** A signing key by its kid, also one whose private half isn't here. */
export function findSigningKeyId(db: ReadableDb, kid: string): SigningKeyId | undefined {
  return keyRow.parse(first(db, 'SELECT id FROM signing_key WHERE kid = ?', kid))?.id;
}

/** A retired key of which only the kid is known. It signs nothing and is published nowhere. */
export function insertForeignKey(
  db: WritableDb,
  key: {
    readonly id: SigningKeyId;
    readonly kid: string;
    readonly algorithm: string;
    readonly nothing: { readonly privateKey: Uint8Array; readonly certificate: Uint8Array };
    readonly now: number;
  },
): void {
  runOne(
    db,
    `INSERT INTO signing_key
       (id, kid, algorithm, state, private_key_sealed, certificate_sealed, created_at, retired_at)
     VALUES (?, ?, ?, 'retired', ?, ?, ?, ?)`,
    key.id,
    key.kid,
    key.algorithm,
    key.nothing.privateKey,
    key.nothing.certificate,
    key.now,
    key.now,
  );
}

export interface TakenToken extends Omit<JudgedToken, 'signingKeyId' | 'jwt'> {
  readonly keysId: KeysId;
  readonly applicationId: ApplicationId;
  readonly signingKeyId: SigningKeyId;
  readonly revokedAt: number | null;
  readonly jwtSealed: Uint8Array | null;
}

/** Stores a token that was issued before. What a new one would have instead isn't known. */
export function insertTaken(db: WritableDb, token: TakenToken): void {
  runOne(
    db,
    `INSERT INTO token (id, keys_id, application_id, signing_key_id, profile, size, issuer,
       audience, scopes, api_count, covers, issued_at, expires_at, never_expires, coverage,
       revoked_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?, ?, ?, -1, ?)`,
    token.id,
    token.keysId,
    token.applicationId,
    token.signingKeyId,
    token.profile,
    token.size,
    token.issuer,
    JSON.stringify(token.audience),
    JSON.stringify(token.scopes),
    token.apiCount,
    token.issuedAt,
    token.expiresAt,
    token.neverExpires ? 1 : 0,
    token.revokedAt,
  );
  // The revocation is the token's own again.
  run(db, 'DELETE FROM purged_token WHERE id = ?', token.id);
  if (token.jwtSealed === null) return;
  const sql = 'INSERT INTO token_secret (token_id, jwt_sealed) VALUES (?, ?)';
  runOne(db, sql, token.id, token.jwtSealed);
}

const newestRow = z.object({ sequence: z.number() }).optional();

/**
 * Puts the token that was issued last at the end: the ledger's newest token of a consumer key is its
 * current one, and an older one that came back must not replace it.
 */
export function keepNewestLast(db: WritableDb, keysId: KeysId): void {
  const row = first(
    db,
    `SELECT t.sequence FROM token t WHERE ${OF_ONE_KEYS}
     ORDER BY t.issued_at DESC, t.sequence DESC LIMIT 1`,
    keysId,
    keysId,
  );
  const newest = newestRow.parse(row);
  if (newest === undefined) return;
  const { sequence } = newest;
  const later = first(
    db,
    `SELECT 1 FROM token t WHERE ${OF_ONE_KEYS} AND t.sequence > ? LIMIT 1`,
    keysId,
    keysId,
    sequence,
  );
  if (later === undefined) return;
  run(
    db,
    `DELETE FROM token_search
     WHERE rowid = ? AND rowid <= (SELECT last FROM token_search_mark WHERE only = 1)`,
    sequence,
  );
  run(
    db,
    'UPDATE token SET sequence = (SELECT max(sequence) + 1 FROM token) WHERE sequence = ?',
    sequence,
  );
}
