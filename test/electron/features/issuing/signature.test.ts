import { execFileSync } from 'node:child_process';
import { createHash, createPublicKey, verify, X509Certificate } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { START, startCore, type TestCore, temporaryDirectory } from '../../../support/core.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import { jwtOf, makePetshop } from '../../../support/workspace.ts';

const jwksSchema = z.object({
  keys: z
    .array(z.looseObject({ kty: z.string(), n: z.string(), e: z.string(), kid: z.string() }))
    .length(1),
});

let core: TestCore;
let jwt: string;
let jwk: z.infer<typeof jwksSchema>['keys'][0];
let certificatePem: string;

beforeEach(async () => {
  core = await startCore();
  const { token } = await makePetshop(core);
  jwt = await jwtOf(core, token);
  const gateway = await core.give('gateway:get', {});
  const [key] = jwksSchema.parse(JSON.parse(gateway.jwks)).keys;
  const [publicKey] = gateway.publicKeys;
  if (key === undefined || publicKey === undefined) throw new Error('No key is published');
  jwk = key;
  certificatePem = publicKey.certificatePem;
});

/** The token with one bit of a part flipped. */
function damaged(part: 0 | 1 | 2): string {
  const parts = jwt.split('.');
  const bytes = Buffer.from(parts[part] ?? '', 'base64url');
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
  return parts.with(part, bytes.toString('base64url')).join('.');
}

/** What is signed, and the signature over it. */
function split(token: string): { readonly signed: string; readonly signature: Buffer } {
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  return { signed: token.slice(0, end), signature };
}

function holds(token: string): boolean {
  const { signed, signature } = split(token);
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  return verify('sha256', Buffer.from(signed), publicKey, signature);
}

describe('with Node’s own crypto', () => {
  test('the signature verifies', () => {
    expect(holds(jwt)).toBe(true);
  });

  test.each([0, 1, 2] as const)('and fails with a bit of part %d flipped', (part) => {
    expect(holds(damaged(part))).toBe(false);
  });
});

function openssl(token: string): string {
  const folder = temporaryDirectory();
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const certificate = file('certificate.pem', certificatePem);
  const key = file(
    'key.pem',
    execFileSync('openssl', ['x509', '-in', certificate, '-pubkey', '-noout']),
  );
  const parts = split(token);
  const signed = file('signed', parts.signed);
  const signature = file('signature', parts.signature);
  const args = ['dgst', '-sha256', '-verify', key, '-signature', signature, signed];
  return execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' }).trim();
}

describe('with the openssl command and the certificate', () => {
  test('the signature verifies', () => {
    expect(openssl(jwt)).toBe('Verified OK');
  });

  test('and fails with a bit of the claims flipped', () => {
    expect(() => openssl(damaged(1))).toThrow(/Command failed/);
  });
});

test('jose accepts it as an RFC 9068 token', async () => {
  const keys = createLocalJWKSet({ keys: [jwk] });
  const { payload } = await jwtVerify(jwt, keys, {
    algorithms: ['RS256'],
    typ: 'at+jwt',
    issuer: 'https://latchkey.localhost',
    audience: 'http://org.wso2.apimgt/gateway',
    requiredClaims: ['iss', 'exp', 'aud', 'sub', 'client_id', 'iat', 'jti'],
    currentDate: new Date(START),
  });
  expect(payload['client_id']).toBe(payload.sub);
});

describe('the key', () => {
  test('its kid is the RFC 7638 thumbprint', () => {
    const canonical = `{"e":"${jwk.e}","kty":"RSA","n":"${jwk.n}"}`;
    const thumbprint = createHash('sha256').update(canonical).digest('base64url');
    expect(jwk.kid).toBe(thumbprint);
    expect(decodeJwt(jwt).header['kid']).toBe(thumbprint);
  });

  test('is RSA of 2048 bits or more, e 65537', () => {
    const { asymmetricKeyDetails, asymmetricKeyType } = createPublicKey({
      key: jwk,
      format: 'jwk',
    });
    expect(asymmetricKeyType).toBe('rsa');
    expect(asymmetricKeyDetails?.modulusLength).toBeGreaterThanOrEqual(2048);
    expect(asymmetricKeyDetails?.publicExponent).toBe(65_537n);
  });

  test('its certificate is self-signed, for signatures, for ten years', () => {
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.publicKey.equals(createPublicKey({ key: jwk, format: 'jwk' }))).toBe(true);
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.ca).toBe(false);
    expect(Date.parse(certificate.validFrom)).toBe(START - 3_600_000);
    expect(new Date(certificate.validTo).toISOString()).toBe('2036-11-23T08:00:00.000Z');
    expect(certificate.serialNumber.length).toBeLessThanOrEqual(40);
  });

  test('is kept over a restart, and still signs', async () => {
    const { kid } = decodeJwt(jwt).header;
    await core.restart();
    const { id } = await core.give('application:create', {
      name: 'Other',
      description: '',
      perTokenQuota: 'Unlimited',
    });
    const token = await core.give('keys:generate', {
      applicationId: id,
      keyType: 'PRODUCTION',
      validitySeconds: 60,
      scopes: [],
    });
    expect(token.kid).toBe(kid);
  });
});

test('the private key is never published', async () => {
  const { jwks } = await core.give('gateway:get', {});
  expect(jwks).not.toMatch(/"(d|p|q|dp|dq|qi|k)"/);
});
