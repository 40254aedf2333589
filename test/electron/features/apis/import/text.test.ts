import { expect, test } from 'vitest';
import {
  lines,
  oneLine,
  quote,
  shorten,
} from '../../../../../electron/features/apis/import/text.ts';

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['a cd', 3, 'a…'],
  ['a🐈b', 3, 'a…'],
  ['🐈🐈', 3, '🐈…'],
])('%j in %i characters is %j', (value, limit, short) => {
  expect(shorten(value, limit)).toBe(short);
});

test('a quotation is one short line, however long and odd the text', () => {
  expect(quote('a\r\n\u2028b\u202e\u0000c')).toBe('a bc');
  expect(quote('long '.repeat(1_000_000))).toHaveLength(200);
});

test('joiners are kept, since scripts need them', () => {
  expect(oneLine('می\u200cخواهم')).toBe('می\u200cخواهم');
});

test('of all control characters, only line feeds and tabs are kept', () => {
  expect(lines('\ta\r\nb\rc\u0007\u2066 \n')).toBe('a\nb\nc');
});
