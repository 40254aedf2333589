import {
  createPublicKey,
  type JsonWebKey,
  type KeyObject,
  verify,
  X509Certificate,
} from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A compact JWT, parsed by hand: the tour must not trust the library that signed it. */
export interface ReadToken {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signed: Buffer;
  readonly signature: Buffer;
}

export function readToken(jwt: string): ReadToken {
  const [header, claims, signature, ...more] = jwt.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0) {
    throw new Error('it isn’t a compact JWT');
  }
  return {
    header: readPart(header),
    claims: readPart(claims),
    signed: Buffer.from(`${header}.${claims}`),
    signature: Buffer.from(signature, 'base64url'),
  };
}

function readPart(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
}

/** RFC 7518 section 3.3, using Node's crypto. */
export function isSignedBy(token: ReadToken, key: KeyObject): boolean {
  return verify('RSA-SHA256', token.signed, key, token.signature);
}

/** The public key with this `kid` in a JWKS; throws if any key has private members. */
export function keyOfJwks(text: string, kid: unknown): KeyObject {
  const { keys } = JSON.parse(text) as { keys: readonly JsonWebKey[] };
  const secret = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'].find((name) =>
    keys.some((key) => name in key),
  );
  if (secret !== undefined) throw new Error(`jwks.json contains "${secret}" of a private key`);
  const jwk = keys.find((key) => key['kid'] === kid);
  if (jwk === undefined) throw new Error(`jwks.json has no key ${String(kid)}`);
  return createPublicKey({ key: jwk, format: 'jwk' });
}

export function keyOfCertificate(pem: string): KeyObject {
  return new X509Certificate(pem).publicKey;
}

/**
 * Reads a file of the export folder; throws unless tokens can be read by their owner alone, and what
 * is for gateways by everybody: a web server runs as another user.
 */
export function readExport(folder: string, name: string): string {
  const path = join(folder, name);
  const mode = statSync(path).mode & 0o777;
  const expected = name.startsWith('token') ? 0o600 : 0o644;
  if (process.platform !== 'win32' && mode !== expected) {
    throw new Error(`${name} has mode 0${mode.toString(8)}, expected 0${expected.toString(8)}`);
  }
  return readFileSync(path, 'utf8');
}
