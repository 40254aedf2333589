import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { createCipher, type Place } from '../../../../electron/base/crypto/cipher.ts';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { Secret } from '../../../../electron/base/crypto/secret.ts';

const cipher = createCipher(Key.random());
const here: Place = { kind: 'access-token', id: 'one' };
const refused = { ok: false, error: { code: 'secret/damaged', detail: { kind: 'access-token' } } };

function open(place: Place, sealed: Uint8Array): unknown {
  const opened = cipher.open(place, sealed);
  return opened.ok ? opened.value.expose() : opened;
}

test.each([
  ['text', 'eyJhbGciOiJSUzI1NiJ9.e30.c2ln'],
  ['nothing', ''],
  ['another script and signs', 'ключ 🔑'],
  ['a megabyte', 'x'.repeat(1_000_000)],
])('%s is encrypted and decrypted unchanged', (_what, text) => {
  expect(open(here, cipher.seal(here, new Secret(text)))).toBe(text);
});

test('encrypting the same secret twice gives different values', () => {
  const sealed = Array.from({ length: 1000 }, () => cipher.seal(here, new Secret('x')));
  const nonces = new Set(sealed.map((value) => value.subarray(1, 13).toString('hex')));
  expect(nonces.size).toBe(1000);
});

test('an encrypted value contains nothing of the secret', () => {
  const sealed = cipher.seal(here, new Secret('CANARY'.repeat(10)));
  expect(sealed.includes('CANARY')).toBe(false);
  expect(sealed[0]).toBe(1);
});

describe('a value decrypts only in its own place', { tags: 'secrets/sealed' }, () => {
  const sealed = cipher.seal(here, new Secret('secret'));

  test.each<[string, Place]>([
    ['another row', { ...here, id: 'two' }],
    ['another kind', { ...here, kind: 'consumer-secret' }],
    ['a place whose parts only read alike', { kind: 'access', id: '-tokenone' }],
    ['no id', { ...here, id: '' }],
    ['no kind', { ...here, kind: '' }],
  ])('%s', (_what, place) => {
    expect(cipher.open(place, sealed)).toMatchObject({
      ok: false,
      error: { code: 'secret/damaged' },
    });
  });

  test('two swapped values are both refused', () => {
    const there = { ...here, id: 'two' };
    const other = cipher.seal(there, new Secret('other'));
    expect([open(here, other), open(there, sealed)]).toEqual([refused, refused]);
  });
});

describe('damage is an error, never a wrong secret', { tags: 'secrets/damage' }, () => {
  const sealed = cipher.seal(here, new Secret('the secret of this place'));

  test('in each bit of each byte', () => {
    const opened = [];
    for (let at = 0; at < sealed.length * 8; at += 1) {
      const damaged = Buffer.from(sealed);
      damaged[at >> 3] = (damaged[at >> 3] ?? 0) ^ (1 << (at & 7));
      if (cipher.open(here, damaged).ok) opened.push(at);
    }
    expect(opened).toEqual([]);
  });

  test('by cutting at any length', () => {
    const opened = [];
    for (let length = 0; length < sealed.length; length += 1) {
      if (cipher.open(here, sealed.subarray(0, length)).ok) opened.push(length);
    }
    expect(opened).toEqual([]);
  });

  test('by an extra byte', () => {
    expect(open(here, Buffer.concat([sealed, Buffer.of(0)]))).toEqual(refused);
  });

  test('by another data key', () => {
    const stranger = createCipher(Key.random());
    expect(stranger.open(here, sealed)).toEqual(refused);
  });
});

test.each([16, 31, 33])('a data key of %d bytes is a defect', (bytes) => {
  expect(() => createCipher(Key.take(randomBytes(bytes)))).toThrow(/32 bytes/);
});

test('a secret is never printed or serialised', () => {
  const secret = new Secret('CANARY');
  const shown = [
    String(secret),
    `a ${secret.toString()}`,
    JSON.stringify({ secret }),
    inspect(secret, { showHidden: true, depth: 9 }),
    Object.values(secret).join(''),
    JSON.stringify(structuredClone({ secret })),
  ];
  expect(shown.filter((text) => text.includes('CANARY'))).toEqual([]);
  expect(secret.expose()).toBe('CANARY');
});
