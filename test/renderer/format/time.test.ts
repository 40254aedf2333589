import { expect, test } from 'vitest';
import { formatRelative, formatUtc } from '../../../renderer/format/time.ts';

const now = Date.UTC(2026, 10, 23, 7, 13, 16);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, 'now'],
  [23 * minute, 'in 23 minutes'],
  [-40 * second, '40 seconds ago'],
  [59.6 * second, 'in 1 minute'],
  [59.6 * minute, 'in 1 hour'],
  [-59.6 * minute, '1 hour ago'],
  [23.7 * hour, 'tomorrow'],
  [-2 * day, '2 days ago'],
  [40 * day, 'next month'],
  [68 * 365 * day, 'in 69 years'],
])('%i ms from now is %s', (distance, words) => {
  expect(formatRelative(now + distance, now)).toBe(words);
});

test('the exact second in UTC has no fraction', () => {
  expect(formatUtc(now)).toBe('2026-11-23T07:13:16Z');
  expect(formatUtc(now + 999)).toBe('2026-11-23T07:13:16Z');
});
