import { z } from 'zod';
import type { ApplicationId, KeysId } from '../../../shared/domain/ids.ts';
import { type ConsumerKeys, consumerKeysSchema } from '../../../shared/domain/keys.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
import { first, type ReadableDb, runOne, type WritableDb } from '../../base/database/database.ts';

const COLUMNS = 'id, consumer_key AS consumerKey, created_at AS createdAt';

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
  return consumerKeysSchema.optional().parse(row);
}

const ownedKeysRow = consumerKeysSchema.extend({
  applicationName: z.string(),
  keyType: z.enum(['PRODUCTION', 'SANDBOX']),
});

export type OwnedKeys = z.infer<typeof ownedKeysRow>;

/** Keys and whose they are; none of an application in the bin. */
export function findKeysById(db: ReadableDb, id: KeysId): OwnedKeys | undefined {
  const row = first(
    db,
    `SELECT k.id, k.consumer_key AS consumerKey, k.created_at AS createdAt,
       k.key_type AS keyType, a.name AS applicationName
     FROM application_keys k JOIN application a ON a.id = k.application_id
     WHERE k.id = ? AND a.deleted_at IS NULL`,
    id,
  );
  return ownedKeysRow.optional().parse(row);
}

const sealedRow = z.object({ id: z.string(), sealed: z.instanceof(Buffer) });

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
  return sealedRow.optional().parse(row);
}

/** Remembers when a person last saw a consumer secret or took it away. */
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
