import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { Secret } from './secret.ts';

/**
 * What a sealed value is, and whose: it opens as nothing else. Not the table and column, so that
 * the schema can change.
 */
export interface Place {
  /** Such as `access-token`. */
  readonly kind: string;
  readonly id: string;
}

/**
 * The one way in which secrets get into the database and out of it.
 *
 * A sealed value is a version byte (1), a nonce of 12 bytes, the AES-256-GCM ciphertext and a tag
 * of 16 bytes; its place is the additional data, so that a value copied into another row, or
 * given out as something else, is refused.
 */
export interface Cipher {
  seal(place: Place, secret: Secret): Buffer;
  /** @returns the secret, or `secret/damaged`; never a wrong one. */
  open(place: Place, sealed: Uint8Array): Result<Secret, AppError>;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/** @param dataKey 32 random bytes. */
export function createCipher(dataKey: KeyObject): Cipher {
  if (dataKey.symmetricKeySize !== 32) throw new Error('The data key must have 32 bytes');
  return {
    seal(place, secret) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', dataKey, nonce);
      cipher.setAAD(additionalData(place));
      const body = Buffer.concat([cipher.update(secret.expose(), 'utf8'), cipher.final()]);
      return Buffer.concat([Buffer.of(FORMAT), nonce, body, cipher.getAuthTag()]);
    },
    open(place, sealed) {
      const damaged = err(appError('secret/damaged', { detail: { kind: place.kind } }));
      if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== FORMAT) return damaged;
      const nonce = sealed.subarray(1, HEADER_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', dataKey, nonce, {
        authTagLength: TAG_BYTES,
      });
      decipher.setAAD(additionalData(place));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const body = decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES));
        return ok(new Secret(Buffer.concat([body, decipher.final()]).toString('utf8')));
      } catch {
        return damaged;
      }
    },
  };
}

/** NUL can't be in a kind, so no two places read the same. */
function additionalData(place: Place): Buffer {
  return Buffer.from(`latchkey\0${FORMAT}\0${place.kind}\0${place.id}`);
}
