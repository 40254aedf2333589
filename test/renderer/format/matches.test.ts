import { expect, test } from 'vitest';
import { matches } from '../../../renderer/format/matches.ts';

test('finds every word, in any order and any of the texts', () => {
  expect(matches('shop pet', ['Petshop', 'sells'])).toBe(true);
  expect(matches('sells PETSHOP', ['Petshop', 'sells'])).toBe(true);
  expect(matches('pet zoo', ['Petshop', 'sells'])).toBe(false);
});

test('an empty search matches everything', () => {
  expect(matches('  ', ['Petshop'])).toBe(true);
});

test('ignores case and accents', () => {
  expect(matches('zoe', ['Zoë'])).toBe(true);
  expect(matches('ZOË', ['zoe'])).toBe(true);
  expect(matches('東京', ['東京 weather'])).toBe(true);
});
