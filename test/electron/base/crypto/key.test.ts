/**
 * @module-tag memory/keys
 */
import { hkdfSync, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Key } from '../../../../electron/base/crypto/key.ts';

const copyOf = (key: Key): Buffer => key.use((bytes) => Buffer.from(bytes));

test('takes over bytes and overwrites the source', () => {
  const bytes = randomBytes(32);
  const expected = Buffer.from(bytes);
  const key = Key.take(bytes);
  expect(copyOf(key)).toEqual(expected);
  expect(bytes).toEqual(Buffer.alloc(32));
});

test.each([0, 1, 31, 33, 64])('has 32 bytes, not %i', (length) => {
  const bytes = randomBytes(length);
  expect(() => Key.take(bytes)).toThrow(/32 bytes/);
  expect(bytes).toEqual(Buffer.alloc(length));
});

test('derives with HKDF-SHA-256 without a salt', () => {
  const bytes = randomBytes(32);
  const expected = Buffer.from(hkdfSync('sha256', Buffer.from(bytes), '', 'a label', 32));
  const key = Key.take(bytes);
  expect(copyOf(key.derive('a label'))).toEqual(expected);
  expect(copyOf(key.derive('another'))).not.toEqual(expected);
});

test('is zeroed by wiping, and unusable afterwards', () => {
  const key = Key.random();
  const derived = key.derive('a label');
  const [memory, derivedMemory] = [key.use((bytes) => bytes), derived.use((bytes) => bytes)];
  const copy = key.copy();
  key.wipe();
  expect([...memory, ...derivedMemory].every((byte) => byte === 0)).toBe(true);
  for (const use of [
    () => copyOf(key),
    () => key.mac('text'),
    () => key.derive('a label').mac('text'),
    () => key.copy(),
    () => key.equals(copy),
  ]) {
    expect(use).toThrow('wiped');
  }
  expect(copyOf(copy)).not.toEqual(Buffer.alloc(32));
});

test('is compared by its bytes, and never printed', () => {
  const key = Key.random();
  expect(key.equals(key.copy())).toBe(true);
  expect(key.equals(Key.random())).toBe(false);
  expect(`${inspect(key)} ${JSON.stringify({ key })}`).toBe('[key] {"key":"[key]"}');
});
