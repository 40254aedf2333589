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

export function findSealedConsumerSecret(db: ReadableDb, id: KeysId): Buffer | undefined {
  const row = first(
    db,
    'SELECT consumer_secret_sealed AS sealed FROM application_keys WHERE id = ?',
    id,
  );
  return z
    .object({ sealed: z.instanceof(Buffer) })
    .optional()
    .parse(row)?.sealed;
}

export interface NewKeys extends ConsumerKeys {
  readonly applicationId: ApplicationId;
  readonly keyType: KeyType;
  readonly consumerSecretSealed: Uint8Array;
}

export function insertKeys(db: WritableDb, keys: NewKeys): void {
  runOne(
    db,
    `INSERT INTO application_keys
       (id, application_id, key_type, consumer_key, consumer_secret_sealed, created_at)
     VALUES (?, ?, ?, ?, ?, ?)`,
    keys.id,
    keys.applicationId,
    keys.keyType,
    keys.consumerKey,
    keys.consumerSecretSealed,
    keys.createdAt,
  );
}
