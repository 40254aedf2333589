import { generateKeyPairSync, type JsonWebKey, sign } from 'node:crypto';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSignedBy, keyOfJwks, readExport, readToken } from '../../../build/tour/exported.ts';
import { temporaryDirectory } from '../../support/temporary-directory.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function tokenOf(claims: object): string {
  const signed = `${part({ alg: 'RS256', kid: 'one' })}.${part(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
}

function jwks(key: JsonWebKey, kid = 'one'): string {
  return JSON.stringify({ keys: [{ ...key, kid }] });
}

test('a token is decoded, and its signature verifies with its own key only', () => {
  const token = readToken(tokenOf({ iss: 'me' }));
  expect(token.header).toEqual({ alg: 'RS256', kid: 'one' });
  expect(token.claims).toEqual({ iss: 'me' });
  expect(isSignedBy(token, publicKey)).toBe(true);
  expect(isSignedBy(token, stranger.publicKey)).toBe(false);
  const [header, , signature] = tokenOf({ iss: 'me' }).split('.');
  const changed = readToken(`${header}.${part({ iss: 'you' })}.${signature}`);
  expect(isSignedBy(changed, publicKey)).toBe(false);
});

test('anything but a compact JWT is refused', () => {
  expect(() => readToken('a.b')).toThrow('isn’t a compact JWT');
  expect(() => readToken(`${tokenOf({})}.more`)).toThrow('isn’t a compact JWT');
});

test('the key in a JWKS is found by its kid', () => {
  const token = readToken(tokenOf({}));
  const key = keyOfJwks(jwks(publicKey.export({ format: 'jwk' })), 'one');
  expect(isSignedBy(token, key)).toBe(true);
  expect(() => keyOfJwks(jwks(publicKey.export({ format: 'jwk' }), 'two'), 'one')).toThrow(
    'no key',
  );
});

test('a JWKS that contains a private key is refused', () => {
  const text = jwks(privateKey.export({ format: 'jwk' }));
  expect(() => keyOfJwks(text, 'one')).toThrow('contains "d" of a private key');
});

test.skipIf(process.platform === 'win32')('a file that others may read is refused', () => {
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'token.jwt'), 'x', { mode: 0o600 });
  expect(readExport(folder, 'token.jwt')).toBe('x');
  chmodSync(join(folder, 'token.jwt'), 0o640);
  expect(() => readExport(folder, 'token.jwt')).toThrow('mode 0640');
});
