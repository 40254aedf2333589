import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { Key } from '../../../../electron/base/crypto/key.ts';

const bytes = Buffer.alloc(32, 7);

function hmacOf(parts: readonly (string | Uint8Array)[]): string {
  const hmac = createHmac('sha256', bytes);
  for (const part of parts) hmac.update(part);
  return hmac.digest('hex');
}

test.each([
  ['nothing', []],
  ['an empty text', ['']],
  ['texts and bytes', ['row\0', Buffer.from([0, 255, 1]), 'Zoë 🦊']],
  ['what just has room', ['x'.repeat(2 ** 16 - 64)]],
  ['what has no room any more', ['x'.repeat(2 ** 16 - 63)]],
  ['much text of several bytes a character', ['ë'.repeat(2 ** 15), 'y']],
])('a MAC of %s is an HMAC of RFC 2104', (_what, parts) => {
  const key = Key.take(Buffer.from(bytes));
  expect(key.mac(...parts).toString('hex')).toBe(hmacOf(parts));
  // The result doesn't depend on the previous call.
  expect(key.mac('a').toString('hex')).toBe(hmacOf(['a']));
});
