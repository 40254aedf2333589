import { createPublicKey, type JsonWebKey } from 'node:crypto';
import type { FoundKey } from './read-keys.ts';

const curves: Readonly<Record<string, string>> = {
  nistp256: 'P-256',
  nistp384: 'P-384',
  nistp521: 'P-521',
};

/**
 * Public keys in OpenSSH's formats: authorized_keys lines, and the public half of a private key
 * file, which is readable even if the file is encrypted (PROTOCOL.key). Null if there is none.
 */
export function readOpenSsh(text: string): readonly FoundKey[] | null {
  const file = /-----BEGIN OPENSSH PRIVATE KEY-----(?<body>[^-]+)-----END/.exec(text)?.groups;
  if (file !== undefined) return ofBlob(() => publicHalf(file['body'] ?? ''), true);
  const lines = [...text.matchAll(/(?:^|\s)(?:ssh|ecdsa)-[\w-]+ (?<blob>[A-Za-z0-9+/=]+)/gm)];
  const found = lines.flatMap(
    ({ groups }) => ofBlob(() => Buffer.from(groups?.['blob'] ?? '', 'base64'), false) ?? [],
  );
  return found.length === 0 ? null : found;
}

function ofBlob(blobOf: () => Buffer, isPrivate: boolean): readonly FoundKey[] | null {
  try {
    // A file that was cut off has lengths beyond its end.
    const jwk = jwkOf(stringsIn(blobOf()));
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    return [{ key, isPrivate, kid: null, algorithm: null, certificate: null }];
  } catch {
    return null;
  }
}

const text = (value: Buffer | undefined): string =>
  (value ?? Buffer.alloc(0)).toString('base64url');

/** RFC 4253 section 6.6, RFC 5656 section 3.1, RFC 8709 section 4. */
function jwkOf([type, ...values]: readonly Buffer[]): JsonWebKey {
  const name = type?.toString('latin1') ?? '';
  if (name === 'ssh-rsa') return { kty: 'RSA', e: text(values[0]), n: text(unsigned(values[1])) };
  if (name === 'ssh-ed25519') return { kty: 'OKP', crv: 'Ed25519', x: text(values[0]) };
  const curve = curves[name.replace('ecdsa-sha2-', '')];
  if (curve === undefined) throw new Error(`${name} is unknown`);
  // Uncompressed (SEC 1 section 2.3.3): the byte 4, then both coordinates.
  const point = values[1] ?? Buffer.alloc(0);
  const half = (point.length - 1) / 2;
  return {
    kty: 'EC',
    crv: curve,
    x: text(point.subarray(1, 1 + half)),
    y: text(point.subarray(1 + half)),
  };
}

/** A positive mpint may start with a zero byte for its sign. */
function unsigned(mpint: Buffer | undefined): Buffer {
  const bytes = mpint ?? Buffer.alloc(0);
  return bytes[0] === 0 ? bytes.subarray(1) : bytes;
}

function stringsIn(blob: Buffer): readonly Buffer[] {
  const strings: Buffer[] = [];
  for (let at = 0; at + 4 <= blob.length; ) {
    const length = blob.readUInt32BE(at);
    strings.push(blob.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return strings;
}

const MAGIC = 'openssh-key-v1\0';

/** The public key follows the cipher name, the KDF name and options, and the number of keys. */
function publicHalf(body: string): Buffer {
  const bytes = Buffer.from(body.replaceAll(/\s/g, ''), 'base64');
  if (bytes.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return Buffer.alloc(0);
  let at = MAGIC.length;
  for (let field = 0; field < 3; field += 1) at += 4 + bytes.readUInt32BE(at);
  const length = bytes.readUInt32BE(at + 4);
  return bytes.subarray(at + 8, at + 8 + length);
}
