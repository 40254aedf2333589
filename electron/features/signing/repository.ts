import { z } from 'zod';
import { type SigningKeyId, signingKeyIdSchema } from '../../../shared/domain/ids.ts';
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
import { readable } from '../../base/database/readable.ts';

/** A signing key as it is stored, with its private key and certificate sealed. */
const storedKey = signingKeySchema
  .pick({ id: true, kid: true, algorithm: true, createdAt: true })
  .extend({
    state: z.enum(signingKeyStates),
    privateKeySealed: z.instanceof(Buffer),
    certificateSealed: z.instanceof(Buffer),
  });
const foundStoredKey = storedKey.optional();

export type StoredKey = z.infer<typeof storedKey>;

const idRow = storedKey.pick({ id: true }).optional();
const stateRow = storedKey.pick({ state: true }).optional();

const SELECT = `
  SELECT id, kid, algorithm, state, private_key_sealed AS privateKeySealed,
    certificate_sealed AS certificateSealed, created_at AS createdAt
  FROM signing_key k`;

/** The current signing key of this algorithm. */
export function findCurrentKey(db: ReadableDb, algorithm: SigningAlgorithm): StoredKey | undefined {
  const row = first(db, `${SELECT} WHERE algorithm = ? AND state = 'current'`, algorithm);
  return foundStoredKey.parse(row);
}

/** The same, without what is sealed. */
export function findCurrentKeyId(
  db: ReadableDb,
  algorithm: SigningAlgorithm,
): SigningKeyId | undefined {
  const sql = "SELECT id FROM signing_key WHERE algorithm = ? AND state = 'current'";
  return idRow.parse(first(db, sql, algorithm))?.id;
}

export function findKeyState(db: ReadableDb, id: SigningKeyId): SigningKeyState | undefined {
  const row = first(db, 'SELECT state FROM signing_key WHERE id = ?', id);
  return stateRow.parse(row)?.state;
}

export function findStoredKey(db: ReadableDb, id: SigningKeyId): StoredKey | undefined {
  return foundStoredKey.parse(first(db, `${SELECT} WHERE id = ?`, id));
}

/** Current and next keys, and previous keys with a token that hasn't expired at `now` (ms). */
export function listPublishedKeys(db: ReadableDb, now: number): StoredKey[] {
  const inState = (state: SigningKeyState, condition = '1', ...values: number[]) =>
    all(
      db,
      `${SELECT} WHERE state = '${state}' AND ${condition} ORDER BY created_at DESC`,
      ...values,
    );
  const inUse = 'EXISTS (SELECT 1 FROM token t WHERE t.signing_key_id = k.id AND t.expires_at > ?)';
  const rows = [...inState('current'), ...inState('next'), ...inState('previous', inUse, now)];
  return readable(storedKey, rows);
}

/** Stores a key as the current one. */
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

/** When a key started and stopped signing, and left the JWKS; in ms, null for not yet. */
const keyTimes = z.object({
  id: signingKeyIdSchema,
  state: z.enum(signingKeyStates),
  currentAt: z.number().nullable(),
  previousAt: z.number().nullable(),
  retiredAt: z.number().nullable(),
  /** When the last token that it signed expires. */
  lastExpiresAt: z.number().nullable(),
});

/** In no particular order. */
export function listKeyTimes(db: ReadableDb): z.infer<typeof keyTimes>[] {
  const rows = all(
    db,
    `SELECT id, state, current_at AS currentAt, previous_at AS previousAt, retired_at AS retiredAt,
       (SELECT max(expires_at) FROM token t WHERE t.signing_key_id = k.id) AS lastExpiresAt
     FROM signing_key k`,
  );
  return readable(keyTimes, rows);
}

/** All keys, newest first, still sealed. */
export function listStoredKeys(db: ReadableDb): StoredKey[] {
  return readable(storedKey, all(db, `${SELECT} ORDER BY created_at DESC, id`));
}

export function findNextKey(db: ReadableDb, algorithm: SigningAlgorithm): StoredKey | undefined {
  const row = first(db, `${SELECT} WHERE algorithm = ? AND state = 'next'`, algorithm);
  return foundStoredKey.parse(row);
}

/** A key by its kid. */
export function findKeyByKid(db: ReadableDb, kid: string): StoredKey | undefined {
  return foundStoredKey.parse(first(db, `${SELECT} WHERE kid = ?`, kid));
}

/** Gives a retired key whose private half was lost, or never here, that half: it will sign next. */
export function completeKey(db: WritableDb, key: Omit<StoredKey, 'state'>): void {
  runOne(
    db,
    `UPDATE signing_key
     SET algorithm = ?, state = 'next', private_key_sealed = ?, certificate_sealed = ?,
       retired_at = NULL
     WHERE id = ? AND state = 'retired'`,
    key.algorithm,
    key.privateKeySealed,
    key.certificateSealed,
    key.id,
  );
}

export function hasKid(db: ReadableDb, kid: string): boolean {
  return first(db, 'SELECT 1 FROM signing_key WHERE kid = ?', kid) !== undefined;
}

export function hasSigned(db: ReadableDb, id: SigningKeyId): boolean {
  return first(db, 'SELECT 1 FROM token WHERE signing_key_id = ? LIMIT 1', id) !== undefined;
}

/** Stores a key as the next one. */
export function insertNextKey(db: WritableDb, key: Omit<StoredKey, 'state'>): void {
  runOne(
    db,
    `INSERT INTO signing_key
       (id, kid, algorithm, state, private_key_sealed, certificate_sealed, created_at)
     VALUES (?, ?, ?, 'next', ?, ?, ?)`,
    key.id,
    key.kid,
    key.algorithm,
    key.privateKeySealed,
    key.certificateSealed,
    key.createdAt,
  );
}

/** Makes the current key a previous one. @param now milliseconds since the epoch. */
export function replaceCurrentKey(db: WritableDb, id: SigningKeyId, now: number): void {
  runOne(
    db,
    `UPDATE signing_key SET state = 'previous', previous_at = ? WHERE id = ? AND state = 'current'`,
    now,
    id,
  );
}

/** Makes a next key current from `now` (ms) on. There must be no current key. */
export function beginSigning(db: WritableDb, id: SigningKeyId, now: number): void {
  runOne(
    db,
    `UPDATE signing_key SET state = 'current', current_at = ? WHERE id = ? AND state = 'next'`,
    now,
    id,
  );
}

export function retireKey(db: WritableDb, id: SigningKeyId, now: number): void {
  runOne(
    db,
    `UPDATE signing_key SET state = 'retired', retired_at = ? WHERE id = ? AND state <> 'retired'`,
    now,
    id,
  );
}

export function deleteKey(db: WritableDb, id: SigningKeyId): void {
  runOne(db, 'DELETE FROM signing_key WHERE id = ?', id);
}

export function writeCertificate(db: WritableDb, id: SigningKeyId, sealed: Uint8Array): void {
  runOne(db, 'UPDATE signing_key SET certificate_sealed = ? WHERE id = ?', sealed, id);
}
