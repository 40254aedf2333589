import { expect, test } from 'vitest';
import { Key } from '../../../../electron/base/crypto/key.ts';
import {
  BOX_BYTES,
  newKeyPair,
  openBox,
  sealBox,
} from '../../../../electron/base/crypto/sealed-box.ts';

const { publicKey, privateKey } = newKeyPair();
const content = Key.random();
const box = sealBox(publicKey, content, 'here');

test('a box opens with the private key, in its place, and is another one each time', () => {
  expect(openBox(privateKey, box, 'here')?.equals(content)).toBe(true);
  expect(box).toHaveLength(BOX_BYTES);
  expect(sealBox(publicKey, content, 'here').equals(box)).toBe(false);
});

test('no other key opens it, and no other place', () => {
  expect(openBox(newKeyPair().privateKey, box, 'here')).toBeNull();
  expect(openBox(privateKey, box, 'there')).toBeNull();
});

test('each flipped bit is found, and so is each length', { tags: 'secrets/damage' }, () => {
  for (let bit = 0; bit < box.length * 8; bit += 1) {
    // X25519 ignores the highest bit of a public key (RFC 7748 section 5).
    const changed = Buffer.from(box);
    changed.writeUInt8((changed[bit >> 3] ?? 0) ^ (1 << (bit & 7)), bit >> 3);
    expect(openBox(privateKey, changed, 'here')).toBeNull();
  }
  for (const length of [0, 31, 32, BOX_BYTES - 1]) {
    expect(openBox(privateKey, box.subarray(0, length), 'here')).toBeNull();
  }
  expect(openBox(privateKey, Buffer.concat([box, Buffer.of(0)]), 'here')).toBeNull();
});

test('a public key of low order seals nothing and opens nothing', () => {
  expect(
    openBox(privateKey, Buffer.concat([Buffer.alloc(32), box.subarray(32)]), 'here'),
  ).toBeNull();
});
