import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type AppError, appError } from '../../../shared/errors.ts';
import { err, ok, type Result } from '../../../shared/result.ts';
import { Key } from './key.ts';
import { Secret } from './secret.ts';

/**
 * What a sealed value is and what it belongs to: it can't be opened as anything else. Table and
 * column are left out so that the schema can change.
 */
export interface Place {
  /** Such as `access-token`. */
  readonly kind: string;
  readonly id: string;
  /** How its text is written as bytes; UTF-8 if left out. */
  readonly code?: TextCode;
}

/** Writes a text as fewer bytes than UTF-8, and reads exactly the same text back. */
export interface TextCode {
  readonly write: (text: string) => Buffer;
  /** Throws if the bytes weren't written by this code. */
  readonly read: (bytes: Buffer) => string;
}

const utf8: TextCode = {
  write: (text) => Buffer.from(text),
  read: (bytes) => bytes.toString('utf8'),
};

/**
 * The only way that secrets get into and out of the database.
 *
 * A sealed value is a version byte (1), a 12-byte nonce, the AES-256-GCM ciphertext and a 16-byte
 * tag. Its place is the additional data, so a value that is copied into another row or opened as
 * something else is refused.
 */
export interface Cipher {
  seal(place: Place, secret: Secret): Buffer;
  /** @returns the secret, or `secret/damaged`; never a wrong one. */
  open(place: Place, sealed: Uint8Array): Result<Secret, AppError>;
  /** The same for a key, which is never a string. */
  sealKey(place: Place, key: Key): Buffer;
  openKey(place: Place, sealed: Uint8Array): Result<Key, AppError>;
}

const FORMAT = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEADER_BYTES = 1 + NONCE_BYTES;

/** Usable as long as its key: once that is wiped, it throws. */
export function createCipher(dataKey: Key): Cipher {
  function seal(place: Place, bytes: Uint8Array): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = dataKey.use((key) =>
      withoutTrace(() => createCipheriv('aes-256-gcm', key, nonce)),
    );
    cipher.setAAD(additionalData(place));
    const body = Buffer.concat([cipher.update(bytes), cipher.final()]);
    return Buffer.concat([Buffer.of(FORMAT), nonce, body, cipher.getAuthTag()]);
  }

  /** Passes the plaintext to `read`, then overwrites it. */
  function open<T>(
    place: Place,
    sealed: Uint8Array,
    read: (bytes: Buffer) => T,
  ): Result<T, AppError> {
    const damaged = err(appError('secret/damaged', { detail: { kind: place.kind } }));
    if (sealed.length < HEADER_BYTES + TAG_BYTES || sealed[0] !== FORMAT) return damaged;
    const nonce = sealed.subarray(1, HEADER_BYTES);
    const decipher = dataKey.use((key) =>
      withoutTrace(() => createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })),
    );
    decipher.setAAD(additionalData(place));
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    const body = decipher.update(sealed.subarray(HEADER_BYTES, -TAG_BYTES));
    try {
      // In GCM, `final()` returns no more data.
      decipher.final();
      return ok(read(body));
    } catch {
      return damaged;
    } finally {
      body.fill(0);
    }
  }

  return {
    seal: (place, secret) => seal(place, codeOf(place).write(secret.expose())),
    open: (place, sealed) => open(place, sealed, (bytes) => new Secret(codeOf(place).read(bytes))),
    sealKey: (place, key) => key.use((bytes) => seal(place, bytes)),
    openKey: (place, sealed) => open(place, sealed, (bytes) => Key.take(bytes)),
  };
}

/**
 * Node 24.21 asks whether a key is a `KeyObject` by catching two exceptions (Electron's 24.15 doesn't).
 * Their stack traces take three times as long as opening a token. Ours never is one: it couldn't be
 * overwritten.
 */
function withoutTrace<T>(work: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const codeOf = ({ code }: Place): TextCode => code ?? utf8;

/** A kind can't contain NUL, so no two places encode the same. */
function additionalData(place: Place): Buffer {
  return Buffer.from(`latchkey\0${FORMAT}\0${place.kind}\0${place.id}`);
}
