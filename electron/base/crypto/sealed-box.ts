import {
  createCipheriv,
  createDecipheriv,
  createPrivateKey,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { Key } from './key.ts';

/**
 * Seals 32 bytes for the holder of a private key, as age does for an X25519 recipient: a key pair
 * for this one message, X25519 (RFC 7748), HKDF-SHA-256 with both public keys as the salt. The key
 * is used once, so the nonce may be zero. AES-256-GCM, since Electron has no ChaCha20-Poly1305.
 *
 * | bytes | what |
 * |---|---|
 * | 32 | public key of the message |
 * | 32 | ciphertext |
 * | 16 | tag |
 */
export const BOX_BYTES = 80;

const RAW_KEY_BYTES = 32;
const TAG_BYTES = 16;
const NONCE = Buffer.alloc(12);
/** The DER prefix of a 32-byte key in PKCS #8 and in SPKI (RFC 8410 sections 7 and 4). */
const PRIVATE_HEADER = Buffer.from('302e020100300506032b656e04220420', 'hex');
const PUBLIC_HEADER = Buffer.from('302a300506032b656e032100', 'hex');

export interface KeyPair {
  readonly publicKey: Buffer;
  /** The holder must wipe it. */
  readonly privateKey: Key;
}

export function newKeyPair(): KeyPair {
  const pair = generateKeyPairSync('x25519');
  const stored = pair.privateKey.export({ type: 'pkcs8', format: 'der' });
  const privateKey = Key.take(stored.subarray(PRIVATE_HEADER.length));
  return { publicKey: rawPublic(pair.publicKey), privateKey };
}

/** @param place bound into the key: a box that is moved elsewhere doesn't open. */
export function sealBox(recipient: Uint8Array, content: Key, place: string): Buffer {
  const once = generateKeyPairSync('x25519');
  const theirs = publicKeyOf(recipient);
  const own = rawPublic(once.publicKey);
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: theirs });
  return withBoxKey(shared, own, recipient, place, (key) => {
    const cipher = createCipheriv('aes-256-gcm', key, NONCE);
    const sealed = content.use((bytes) => cipher.update(bytes));
    return Buffer.concat([own, sealed, cipher.final(), cipher.getAuthTag()]);
  });
}

/** @returns the content, which the caller must wipe; null for a wrong key or place, or damage. */
export function openBox(privateKey: Key, box: Uint8Array, place: string): Key | null {
  if (box.length !== BOX_BYTES) return null;
  const stored = privateKey.use((bytes) => Buffer.concat([PRIVATE_HEADER, bytes]));
  const mine = createPrivateKey({ key: stored, format: 'der', type: 'pkcs8' });
  stored.fill(0);
  const recipient = rawPublic(createPublicKey(mine));
  const theirs = box.subarray(0, RAW_KEY_BYTES);
  try {
    const shared = diffieHellman({ privateKey: mine, publicKey: publicKeyOf(theirs) });
    return withBoxKey(shared, theirs, recipient, place, (key) => {
      const decipher = createDecipheriv('aes-256-gcm', key, NONCE, { authTagLength: TAG_BYTES });
      decipher.setAuthTag(box.subarray(-TAG_BYTES));
      const content = decipher.update(box.subarray(RAW_KEY_BYTES, -TAG_BYTES));
      try {
        decipher.final();
        return Key.take(content);
      } catch {
        content.fill(0);
        return null;
      }
    });
  } catch {
    // A low-order public key yields no shared secret (RFC 7748 section 6.1).
    return null;
  }
}

function withBoxKey<T>(
  shared: Buffer,
  once: Uint8Array,
  recipient: Uint8Array,
  place: string,
  work: (key: Buffer) => T,
): T {
  const salt = Buffer.concat([once, recipient]);
  const key = Buffer.from(hkdfSync('sha256', shared, salt, `latchkey sealed box\0${place}`, 32));
  try {
    return work(key);
  } finally {
    shared.fill(0);
    key.fill(0);
  }
}

function publicKeyOf(raw: Uint8Array): KeyObject {
  const key = Buffer.concat([PUBLIC_HEADER, raw]);
  return createPublicKey({ key, format: 'der', type: 'spki' });
}

function rawPublic(key: KeyObject): Buffer {
  return key.export({ type: 'spki', format: 'der' }).subarray(PUBLIC_HEADER.length);
}
