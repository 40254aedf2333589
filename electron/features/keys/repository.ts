import { z } from 'zod';
import {
  type ConsumerSecret,
  consumerSecretSchema,
  type HandOver,
  handOverSchema,
} from '../../../shared/domain/consumer-secret.ts';
import type { ApplicationId, ConsumerSecretId, KeysId } from '../../../shared/domain/ids.ts';
import { type ConsumerKeys, consumerKeysSchema } from '../../../shared/domain/keys.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
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
import { OF_ONE_KEYS } from '../tokens/repository.ts';

const COLUMNS = 'id, consumer_key AS consumerKey, created_at AS createdAt';

const keysRow = consumerKeysSchema.optional();

export function findKeys(
  db: ReadableDb,
  applicationId: ApplicationId,
  keyType: KeyType,
): ConsumerKeys | undefined {
  const row = first(
    db,
    `SELECT ${COLUMNS} FROM application_keys WHERE application_id = ? AND key_type = ?`,
    applicationId,
    keyType,
  );
  return keysRow.parse(row);
}

const notBeforeRow = z.object({ notBefore: z.number().nullable() });

/** From when on tokens of these keys count, in milliseconds since the epoch; null for always. */
export function findNotBefore(db: ReadableDb, id: KeysId): number | null {
  const sql = 'SELECT not_before AS notBefore FROM application_keys WHERE id = ?';
  return notBeforeRow.parse(first(db, sql, id)).notBefore;
}

const ownedKeysRow = consumerKeysSchema.extend({
  applicationName: z.string(),
  keyType: z.enum(['PRODUCTION', 'SANDBOX']),
});
const foundOwnedKeys = ownedKeysRow.optional();

export type OwnedKeys = z.infer<typeof ownedKeysRow>;

/** Keys with their application's name, unless the application is in the bin. */
export function findKeysById(db: ReadableDb, id: KeysId): OwnedKeys | undefined {
  const row = first(
    db,
    `SELECT k.id, k.consumer_key AS consumerKey, k.created_at AS createdAt,
       k.key_type AS keyType, a.name AS applicationName
     FROM application_keys k JOIN application a ON a.id = k.application_id
     WHERE k.id = ? AND a.deleted_at IS NULL`,
    id,
  );
  return foundOwnedKeys.parse(row);
}

const sealedRow = z.object({ id: z.string(), sealed: z.instanceof(Buffer) });
const foundSealed = sealedRow.optional();

const SECRET = `
  SELECT id, note, created_at AS createdAt, last_shown_at AS lastShownAt, expires_at AS expiresAt,
    revoked_at AS revokedAt
  FROM consumer_secret`;

/** All of them, the newest first. */
export function listConsumerSecrets(db: ReadableDb, keysId: KeysId): ConsumerSecret[] {
  const rows = all(db, `${SECRET} WHERE keys_id = ? ORDER BY created_at DESC`, keysId);
  return readable(consumerSecretSchema, rows);
}

const ownedSecretRow = consumerSecretSchema.extend({
  keyType: z.enum(['PRODUCTION', 'SANDBOX']),
  applicationName: z.string(),
});
const foundOwnedSecret = ownedSecretRow.optional();

/** A consumer secret with its owner, unless the application is in the bin. */
export function findOwnedSecret(
  db: ReadableDb,
  id: ConsumerSecretId,
): z.infer<typeof ownedSecretRow> | undefined {
  const row = first(
    db,
    `SELECT s.id, s.note, s.created_at AS createdAt, s.last_shown_at AS lastShownAt,
       s.expires_at AS expiresAt, s.revoked_at AS revokedAt, k.key_type AS keyType,
       a.name AS applicationName
     FROM consumer_secret s
       CROSS JOIN application_keys k ON k.id = s.keys_id
       CROSS JOIN application a ON a.id = k.application_id
     WHERE s.id = ? AND a.deleted_at IS NULL`,
    id,
  );
  return foundOwnedSecret.parse(row);
}

/** One of these keys' secrets, even if expired or revoked. */
export function findSealedSecret(
  db: ReadableDb,
  keysId: KeysId,
  id: ConsumerSecretId,
): z.infer<typeof sealedRow> | undefined {
  const row = first(
    db,
    'SELECT id, secret_sealed AS sealed FROM consumer_secret WHERE keys_id = ? AND id = ?',
    keysId,
    id,
  );
  return foundSealed.parse(row);
}

const expiringSecretRow = z.object({
  id: z.string(),
  note: z.string(),
  applicationId: z.string(),
  applicationName: z.string(),
  keyType: z.enum(['PRODUCTION', 'SANDBOX']),
  keysId: z.string(),
  startsAt: z.number(),
  expiresAt: z.number(),
});
export type ExpiringSecret = z.infer<typeof expiringSecretRow>;

/** The usable secrets that expire after `now` and until `until` (ms), soonest first. */
export function listExpiringSecrets(
  db: ReadableDb,
  now: number,
  until: number,
  limit: number,
): readonly ExpiringSecret[] {
  const rows = all(
    db,
    `SELECT s.id, s.note, a.id AS applicationId, a.name AS applicationName, k.key_type AS keyType,
       k.id AS keysId, s.created_at AS startsAt, s.expires_at AS expiresAt
     FROM consumer_secret s INDEXED BY consumer_secret_by_expiry
       CROSS JOIN application_keys k ON k.id = s.keys_id
       CROSS JOIN application a ON a.id = k.application_id
     WHERE running() AND s.revoked_at IS NULL AND s.expires_at IS NOT NULL
       AND s.expires_at > ? AND s.expires_at <= ? AND a.deleted_at IS NULL
     ORDER BY s.expires_at LIMIT ?`,
    now,
    until,
    limit,
  );
  return readable(expiringSecretRow, rows);
}

/** Revokes a secret that is not revoked yet. @param now milliseconds since the epoch. */
export function revokeConsumerSecret(db: WritableDb, id: ConsumerSecretId, now: number): void {
  runOne(
    db,
    'UPDATE consumer_secret SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL',
    now,
    id,
  );
}

export function isConsumerKeyTaken(db: ReadableDb, consumerKey: string): boolean {
  const sql = 'SELECT 1 FROM application_keys WHERE consumer_key = ?';
  return first(db, sql, consumerKey) !== undefined;
}

const handOverRow = handOverSchema.extend({ grantTypes: json(handOverSchema.shape.grantTypes) });

export function readHandOver(db: ReadableDb, id: KeysId): HandOver {
  const sql = `SELECT grant_types AS grantTypes, callback_url AS callbackUrl
    FROM application_keys WHERE id = ?`;
  return handOverRow.parse(first(db, sql, id));
}

export function writeHandOver(db: WritableDb, id: KeysId, { grantTypes, callbackUrl }: HandOver) {
  runOne(
    db,
    'UPDATE application_keys SET grant_types = ?, callback_url = ? WHERE id = ?',
    JSON.stringify(grantTypes),
    callbackUrl,
    id,
  );
}

const tokensRow = z.object({ tokens: z.number() });

/**
 * Removes keys with their secrets and tokens. The ids of the tokens are kept for the revocation
 * list, as the bin does.
 *
 * @returns how many tokens were active at `now` (ms).
 */
export function removeKeys(db: WritableDb, id: KeysId, now: number): number {
  const row = first(
    db,
    `SELECT count(*) AS tokens FROM token t
     WHERE ${OF_ONE_KEYS} AND t.refused_at IS NULL AND t.expires_at > ?`,
    id,
    id,
    now,
  );
  run(
    db,
    `INSERT INTO purged_token (id, expires_at, revoked_at)
     SELECT t.id, t.expires_at, coalesce(t.refused_at, ?) FROM token t WHERE ${OF_ONE_KEYS}`,
    now,
    id,
    id,
  );
  runOne(db, 'DELETE FROM application_keys WHERE id = ?', id);
  return tokensRow.parse(row).tokens;
}

/** The newest consumer secret that can be used at `now` (ms). */
export function findConsumerSecret(
  db: ReadableDb,
  keysId: KeysId,
  now: number,
): z.infer<typeof sealedRow> | undefined {
  const row = first(
    db,
    `SELECT id, secret_sealed AS sealed FROM consumer_secret
     WHERE keys_id = ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)
     ORDER BY created_at DESC LIMIT 1`,
    keysId,
    now,
  );
  return foundSealed.parse(row);
}

/** Records when a consumer secret was last revealed or copied. */
export function markConsumerSecretShown(db: WritableDb, id: string, now: number): void {
  runOne(db, 'UPDATE consumer_secret SET last_shown_at = ? WHERE id = ?', now, id);
}

export interface NewKeys extends ConsumerKeys {
  readonly applicationId: ApplicationId;
  readonly keyType: KeyType;
}

export function insertKeys(db: WritableDb, keys: NewKeys): void {
  runOne(
    db,
    `INSERT INTO application_keys (id, application_id, key_type, consumer_key, created_at)
     VALUES (?, ?, ?, ?, ?)`,
    keys.id,
    keys.applicationId,
    keys.keyType,
    keys.consumerKey,
    keys.createdAt,
  );
}

export interface NewConsumerSecret {
  readonly id: string;
  readonly keysId: KeysId;
  readonly note: string;
  readonly secretSealed: Uint8Array;
  readonly createdAt: number;
  /** Null for never. */
  readonly expiresAt: number | null;
}

export function insertConsumerSecret(db: WritableDb, secret: NewConsumerSecret): void {
  runOne(
    db,
    `INSERT INTO consumer_secret (id, keys_id, note, secret_sealed, created_at, expires_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    secret.id,
    secret.keysId,
    secret.note,
    secret.secretSealed,
    secret.createdAt,
    secret.expiresAt,
  );
}
