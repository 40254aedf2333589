import { describe, expect, test } from 'vitest';
import { type ImportNote, importNoteCodes } from '../../../shared/domain/imported-api.ts';
import { noteText } from '../../../shared/words/import-notes.ts';

/** All that any note carries, each value to be recognised in the words. */
const detail = {
  name: 'Orders',
  version: '1.0.0',
  context: '/orders',
  from: '/orders//x',
  to: '/orders/x',
  url: 'https://{host}/orders',
  used: 'https://one.example/orders',
  host: 'one.example',
  found: 'postman-collection',
  length: 4000,
  limit: 2048,
  count: 3,
  first: 'orders:read',
};

test.each(importNoteCodes)('%s has words without a gap', (code) => {
  const text = noteText({ code, detail });
  expect(text).toMatch(/^\p{Lu}.*\.$/u);
  expect(text).not.toMatch(/undefined|null|NaN|\bobject\b/);
});

function several(count: number): ImportNote {
  return { code: 'scope-name-unusable', detail: { count, first: 'not good' } };
}

describe('numbers', () => {
  test('one has no others', () => {
    expect(noteText(several(1))).toContain('1 scope (“not good”) with');
  });

  test('of several the first is the example', () => {
    expect(noteText(several(2))).toContain('2 scopes (“not good” and others) with');
  });
});
