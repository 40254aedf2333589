import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  currentCost,
  kdfSchema,
  newKdf,
  takeCheapGuesses,
} from '../../../../electron/base/crypto/kdf.ts';

const salt = (bytes: number) => ({ salt: Buffer.alloc(bytes, 1).toString('base64') });

describe('key derivation parameters of a file', { tags: 'secrets/key-slots' }, () => {
  beforeAll(() => takeCheapGuesses()());
  afterAll(() => void takeCheapGuesses());

  const kdf = newKdf(currentCost);
  const isTaken = (change: object): boolean => kdfSchema.safeParse({ ...kdf, ...change }).success;

  test.each([
    ['what the program writes itself', {}],
    ['as little work as is allowed', { N: 2 ** 14 }],
    ['as much memory as is allowed', { N: 2 ** 20, r: 8 }],
  ])('may be %s', (_what, change) => {
    expect(isTaken(change)).toBe(true);
  });

  test.each([
    ['so little work that the passphrase could be guessed', { N: 2 ** 13 }],
    ['a smaller block', { r: 4 }],
    ['no round', { p: 0 }],
    ['more memory than a machine has', { N: 2 ** 20, r: 16 }],
    ['more rounds than anybody waits for', { p: 5 }],
    ['a number that is no power of two', { N: 2 ** 17 + 1 }],
    ['no salt', { salt: '' }],
    ['a short salt', salt(15)],
    ['a long salt', salt(17)],
    ['a salt that is a text', { salt: 'x'.repeat(24) }],
    ['another function', { name: 'pbkdf2' }],
  ])('may not be %s', (_what, change) => {
    expect(isTaken(change)).toBe(false);
  });
});
