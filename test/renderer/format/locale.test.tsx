import { render } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { formatCountdown, formatDuration, formatIn } from '../../../renderer/format/duration.ts';
import { formatDateTime, formatRelative } from '../../../renderer/format/time.ts';
import { UiProvider } from '../../../renderer/ui/ui-provider.tsx';
import { setLocale } from '../../../shared/words/words.ts';

const HOUR = 3_600_000;
const at = Date.UTC(2026, 10, 23, 12);

afterEach(() => setLocale({ language: 'en', region: undefined }));

describe('English on a German system', () => {
  test('writes durations in English, since they are part of English sentences', () => {
    setLocale({ language: 'en', region: 'de-DE' });
    expect(formatDuration(3600)).toBe('1 hour');
    expect(formatRelative(at + HOUR, at)).toBe('in 60 minutes');
  });

  test('writes dates as in the region', () => {
    setLocale({ language: 'en', region: 'de-DE' });
    expect(formatDateTime(at)).toMatch(/^23\.11\.2026/);
    setLocale({ language: 'en', region: 'en-US' });
    expect(formatDateTime(at)).toMatch(/^Nov 23, 2026/);
  });
});

test.each([
  [364 * 24 * HOUR + 23 * HOUR, 'in 364 days'],
  [3 * HOUR + 59 * 60_000, 'in 3 hours'],
  [2 * HOUR - 1000, 'in 119 minutes'],
  [HOUR, 'in 60 minutes'],
  [HOUR - 1000, 'in 59 minutes, 59 seconds'],
  [7000, 'in 7 seconds'],
  [-1, 'in 0 seconds'],
])('%i ms left reads: %s', (left, words) => {
  expect(formatCountdown(left)).toBe(words);
});

test('German says "in" with another form of days than a duration has', () => {
  setLocale({ language: 'de', region: 'de-DE' });
  expect(formatDuration(2 * 86_400)).toBe('2 Tage');
  expect(formatIn(48 * HOUR)).toBe('in 2 Tagen');
});

test.each([
  ['en', 'ltr'],
  ['ar-XB', 'rtl'],
])('the document’s language and direction are %s, %s', (locale, direction) => {
  render(<UiProvider locale={locale}>{null}</UiProvider>);
  expect(document.documentElement.lang).toBe(locale);
  expect(document.documentElement.dir).toBe(direction);
});
