import { z } from 'zod';
import type { SigningKeyId } from '../../../shared/domain/ids.ts';
import {
  publicJwkSchema,
  type SigningKey,
  signingKeySchema,
} from '../../../shared/domain/signing-key.ts';
import {
  all,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';
import { json } from '../../base/database/values.ts';

const signingKeyRow = signingKeySchema.extend({ publicJwk: json(publicJwkSchema) });

const COLUMNS = `id, kid, algorithm, public_jwk AS publicJwk, certificate_pem AS certificatePem,
  created_at AS createdAt`;

/** The key that signs now. */
export function findSigningKey(db: ReadableDb): SigningKey | undefined {
  const row = first(
    db,
    `SELECT ${COLUMNS} FROM signing_key WHERE retired_at IS NULL ORDER BY created_at DESC LIMIT 1`,
  );
  return signingKeyRow.optional().parse(row);
}

/**
 * The keys whose tokens a gateway must still accept at `now` (ms): the one that signs, and each
 * retired one until the last token that it signed has expired.
 */
export function listPublishedKeys(db: ReadableDb, now: number): SigningKey[] {
  const rows = all(
    db,
    `SELECT ${COLUMNS} FROM signing_key k
     WHERE retired_at IS NULL
       OR EXISTS (SELECT 1 FROM token t WHERE t.signing_key_id = k.id AND t.expires_at > ?)
     ORDER BY created_at DESC`,
    now,
  );
  return z.array(signingKeyRow).parse(rows);
}

export function findSealedPrivateKey(db: ReadableDb, id: SigningKeyId): Buffer | undefined {
  const row = first(db, 'SELECT private_key_sealed AS sealed FROM signing_key WHERE id = ?', id);
  return z
    .object({ sealed: z.instanceof(Buffer) })
    .optional()
    .parse(row)?.sealed;
}

export function insertSigningKey(
  db: WritableDb,
  key: SigningKey & { readonly privateKeySealed: Uint8Array },
): void {
  runOne(
    db,
    `INSERT INTO signing_key
       (id, kid, algorithm, public_jwk, private_key_sealed, certificate_pem, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    key.id,
    key.kid,
    key.algorithm,
    JSON.stringify(key.publicJwk),
    key.privateKeySealed,
    key.certificatePem,
    key.createdAt,
  );
}
