import { z } from 'zod';
import type { SigningKeyId } from '../../../shared/domain/ids.ts';
import {
  type SigningAlgorithm,
  type SigningKeyState,
  signingKeySchema,
  signingKeyStates,
} from '../../../shared/domain/signing-key.ts';
import {
  all,
  first,
  type ReadableDb,
  runOne,
  type WritableDb,
} from '../../base/database/database.ts';

/** A signing key as it is stored: all that it is worth is sealed. */
const storedKey = signingKeySchema
  .pick({ id: true, kid: true, algorithm: true, createdAt: true })
  .extend({
    state: z.enum(signingKeyStates),
    privateKeySealed: z.instanceof(Buffer),
    certificateSealed: z.instanceof(Buffer),
  });

export type StoredKey = z.infer<typeof storedKey>;

const SELECT = `
  SELECT id, kid, algorithm, state, private_key_sealed AS privateKeySealed,
    certificate_sealed AS certificateSealed, created_at AS createdAt
  FROM signing_key k`;

/** The key that signs with this algorithm now. */
export function findCurrentKey(db: ReadableDb, algorithm: SigningAlgorithm): StoredKey | undefined {
  const row = first(db, `${SELECT} WHERE algorithm = ? AND state = 'current'`, algorithm);
  return storedKey.optional().parse(row);
}

export function findKeyState(db: ReadableDb, id: SigningKeyId): SigningKeyState | undefined {
  const row = first(db, 'SELECT state FROM signing_key WHERE id = ?', id);
  return storedKey.pick({ state: true }).optional().parse(row)?.state;
}

export function findStoredKey(db: ReadableDb, id: SigningKeyId): StoredKey | undefined {
  return storedKey.optional().parse(first(db, `${SELECT} WHERE id = ?`, id));
}

/** Those in a state; of the previous ones those with a token that has not expired at `now` (ms). */
export function listPublishedKeys(db: ReadableDb, now: number): StoredKey[] {
  const inState = (state: SigningKeyState, condition = '1', ...values: number[]) =>
    all(
      db,
      `${SELECT} WHERE state = '${state}' AND ${condition} ORDER BY created_at DESC`,
      ...values,
    );
  const inUse = 'EXISTS (SELECT 1 FROM token t WHERE t.signing_key_id = k.id AND t.expires_at > ?)';
  const rows = [...inState('current'), ...inState('next'), ...inState('previous', inUse, now)];
  return z.array(storedKey).parse(rows);
}

/** Stores a key that signs from now on. */
export function insertCurrentKey(db: WritableDb, key: Omit<StoredKey, 'state'>): void {
  runOne(
    db,
    `INSERT INTO signing_key
       (id, kid, algorithm, state, private_key_sealed, certificate_sealed, created_at, current_at)
     VALUES (?, ?, ?, 'current', ?, ?, ?, ?)`,
    key.id,
    key.kid,
    key.algorithm,
    key.privateKeySealed,
    key.certificateSealed,
    key.createdAt,
    key.createdAt,
  );
}
