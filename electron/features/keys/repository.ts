import { z } from 'zod';
import type { ApplicationId, KeysId } from '../../../shared/domain/ids.ts';
import {
  type AvailableScope,
  type ConsumerKeys,
  consumerKeysSchema,
} from '../../../shared/domain/keys.ts';
import type { KeyType } from '../../../shared/domain/token.ts';
import {
  all,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';

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

const scopeRow = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  api: z.string(),
});

/**
 * The scopes that the application's subscriptions open for this key type, each once, with the APIs
 * that define it; names and descriptions are those of the first API that has some.
 */
export function listAvailableScopes(
  db: ReadableDb,
  applicationId: ApplicationId,
  keyType: KeyType,
): AvailableScope[] {
  const rows = all(
    db,
    `SELECT c.name, c.display_name AS displayName, c.description,
       api.name || ' ' || api.version AS api
     FROM api_scope c JOIN api ON api.id = c.api_id
     WHERE api.deleted_at IS NULL AND EXISTS (
       SELECT 1 FROM subscription s
       WHERE s.api_id = api.id AND s.application_id = ? AND s.deleted_at IS NULL
         AND (s.state = 'UNBLOCKED' OR (s.state = 'PROD_ONLY_BLOCKED' AND ? = 'SANDBOX')))
     ORDER BY api.name_key, api.version, c.position`,
    applicationId,
    keyType,
  );
  const byName = Map.groupBy(z.array(scopeRow).parse(rows), (row) => row.name);
  return [...byName].map(([name, same]) => ({
    name,
    displayName: same.find((row) => row.displayName !== '')?.displayName ?? '',
    description: same.find((row) => row.description !== '')?.description ?? '',
    apis: same.map((row) => row.api),
  }));
}
