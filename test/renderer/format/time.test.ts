import { expect, test } from 'vitest';
import { formatCountdown } from '../../../renderer/format/duration.ts';
import { formatRelative, formatUtc } from '../../../renderer/format/time.ts';
import { formatLeft, readingOf } from '../../../renderer/format/time-left.ts';

const now = Date.UTC(2026, 10, 23, 7, 13, 16);
const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

test.each([
  [0, 'now'],
  [23 * minute, 'in 23 minutes'],
  [-40 * second, '40 seconds ago'],
  [59.6 * second, 'in 59 seconds'],
  [59.6 * minute, 'in 59 minutes'],
  [-59.6 * minute, '1 hour ago'],
  [23.7 * hour, 'in 23 hours'],
  [30 * hour, 'in 30 hours'],
  [50 * hour, 'in 2 days'],
  [-30 * hour, 'yesterday'],
  // Yesterday and last month are days and months of the calendar.
  [-35 * hour, '1 day ago'],
  [-2 * day, '2 days ago'],
  [-40 * day, '1 month ago'],
  [-400 * day, '1 year ago'],
  [40 * day, 'in 40 days'],
  [61 * day, 'in 2 months'],
  [400 * day, 'in 13 months'],
  [735 * day, 'in 24 months'],
  [3 * 365 * day, 'in 3 years'],
  [68 * 365 * day, 'in 68 years'],
])('%i ms from now is %s', (distance, words) => {
  expect(formatRelative(now + distance, now)).toBe(words);
});

test('the exact second in UTC has no fraction', () => {
  expect(formatUtc(now)).toBe('2026-11-23T07:13:16Z');
  expect(formatUtc(now + 999)).toBe('2026-11-23T07:13:16Z');
});

test.each([
  [30.97 * day, '30 d', '30 days left', 'in 30 days', 'in 30 days'],
  [29.97 * day, '29 d', '29 days left', 'in 29 days', 'in 29 days'],
  [364.9 * day, '12 mo', '364 days left', 'in 364 days', 'in 12 months'],
  // From two on: "1 hour" for almost two of them, or "1 day" for 47 hours, would be half of it.
  [2 * day, '2 d', '2 days left', 'in 2 days', 'in 2 days'],
  [47.9 * hour, '47 h', '47 hours left', 'in 47 hours', 'in 47 hours'],
  [2 * hour, '2 h', '2 hours left', 'in 2 hours', 'in 2 hours'],
  [119.5 * minute, '119 min', '119 minutes left', 'in 119 minutes', 'in 119 minutes'],
  [hour, '60 min', '60 minutes left', 'in 60 minutes', 'in 60 minutes'],
  [41.5 * minute, '41 min', '41 minutes left', 'in 41 minutes, 30 seconds', 'in 41 minutes'],
  [37 * second, '37 s', '37 seconds left', 'in 37 seconds', 'in 37 seconds'],
])('%i ms are the same number of units wherever they are shown', (left, ...shown) => {
  const { figure, unit } = readingOf(left);
  expect([
    formatLeft(left),
    `${figure} ${unit}`,
    formatCountdown(left),
    formatRelative(now + left, now),
  ]).toEqual(shown);
});

test('a new token for an hour has 60 minutes left in its first second', () => {
  expect(formatLeft(hour - 1)).toBe('60 min');
});
