import { describe, expect, test } from 'vitest';
import {
  MAX_VALIDITY_SECONDS,
  NEVER_EXPIRES,
  neverExpires,
  readValidity,
  validitySecondsSchema,
} from '../../../shared/domain/validity.ts';

const good: readonly (readonly [typed: string, seconds: number])[] = [
  ['3600', 3600],
  ['1', 1],
  [' 7200 ', 7200],
  ['+60', 60],
  ['0060', 60],
  ['2147483647', MAX_VALIDITY_SECONDS],
  ['-1', NEVER_EXPIRES],
  ['-99999999999999999999', NEVER_EXPIRES],
  ['\u22121', NEVER_EXPIRES],
  ['1h', 3600],
  ['90d', 7_776_000],
  ['1 hour', 3600],
  ['1 hour, 30 minutes', 5400],
  ['2W', 1_209_600],
  ['1y', 31_536_000],
  ['45 sec', 45],
  ['90 mins', 5400],
  ['1 month', 2_628_000],
  ['18 months', 47_304_000],
  ['12mo', 31_536_000],
  ['1 month 1 minute', 2_628_060],
  ['18 Monate', 47_304_000],
  ['1 Jahr', 31_536_000],
  ['90 Tage', 7_776_000],
  ['2 Wochen', 1_209_600],
  ['1 Stunde 30 Minuten', 5400],
  ['2 Std 10 Sek', 7210],
];

const bad: readonly (readonly [typed: string, code: string])[] = [
  ['', 'field/required'],
  ['   ', 'field/required'],
  ['0', 'field/zero'],
  ['-0', 'field/zero'],
  ['000', 'field/zero'],
  ['2147483648', 'field/too-large'],
  ['99999999999999999999999', 'field/too-large'],
  ['1.5', 'field/not-a-whole-number'],
  ['1e3', 'field/not-a-whole-number'],
  ['0x10', 'field/not-a-whole-number'],
  ['1,000', 'field/not-a-whole-number'],
  ['1 000', 'field/not-a-whole-number'],
  ['an hour', 'field/not-a-whole-number'],
  ['h', 'field/not-a-whole-number'],
  ['a month', 'field/not-a-whole-number'],
  ['-1h', 'field/not-a-whole-number'],
  ['1h30', 'field/not-a-whole-number'],
  ['1.5h', 'field/not-a-whole-number'],
  ['0h', 'field/zero'],
  ['99y', 'field/too-large'],
  ['NaN', 'field/not-a-whole-number'],
  ['Infinity', 'field/not-a-whole-number'],
  ['--1', 'field/not-a-whole-number'],
  ['٣٦٠٠', 'field/not-a-whole-number'],
];

describe('what a person types as a validity', () => {
  test.each(good)('%j is %d seconds', (typed, seconds) => {
    expect(readValidity(typed)).toEqual({ ok: true, value: seconds });
  });

  test.each(bad)('%j is refused: %s', (typed, code) => {
    const result = readValidity(typed);
    expect(result).toMatchObject({ ok: false, error: { code, field: 'validitySeconds' } });
  });

  test.each([
    ['3,600', true],
    ['3 600', true],
    ['3\u202F600', true],
    ['-1’000', true],
    ['３６００', true],
    ['٣٦٠٠', true],
    ['1.5', false],
    ['36,00', false],
    ['an hour', false],
  ])('%j is a whole number otherwise written: %s', (typed, isOtherwise) => {
    const read = readValidity(typed);
    if (read.ok) throw new Error('It was taken');
    expect(read.error.detail).toEqual(isOtherwise ? { typed } : undefined);
  });

  test('the largest is named with the error', () => {
    expect(readValidity('2147483648')).toMatchObject({
      error: { detail: { max: 2_147_483_647 } },
    });
  });
});

describe('the date of its end', () => {
  const now = Date.UTC(2026, 10, 23, 8, 0, 0, 999);
  const read = (typed: string) => readValidity(typed, 'validitySeconds', now);
  const untilLocal = (end: Date) => Math.floor(end.getTime() / 1000) - Math.floor(now / 1000);

  test.each([
    ['2026-11-23T08:00:01Z', 1],
    ['2026-11-23 09:00Z', 3600],
    ['2026-11-23 10:00+01:00', 3600],
    ['2026-11-24T08:00:00z', 86_400],
  ])('%s is %d seconds away', (typed, seconds) => {
    expect(read(typed)).toEqual({ ok: true, value: seconds });
  });

  test('without a zone it is of this computer, without a time the last second of the day', () => {
    expect(read('2027-03-31 18:00')).toEqual({
      ok: true,
      value: untilLocal(new Date(2027, 2, 31, 18)),
    });
    expect(read('2027-03-31')).toEqual({
      ok: true,
      value: untilLocal(new Date(2027, 2, 31, 23, 59, 59)),
    });
  });

  test.each([
    ['2026-11-23T08:00:00Z', 'field/in-the-past'],
    ['2020-01-01', 'field/in-the-past'],
    ['2027-02-29', 'field/not-a-whole-number'],
    ['2027-02-31 10:00', 'field/not-a-whole-number'],
    ['2027-13-01', 'field/not-a-whole-number'],
    ['2027-01-01 25:00', 'field/not-a-whole-number'],
    ['27-01-01', 'field/not-a-whole-number'],
    ['2127-01-01', 'field/too-large'],
  ])('%s is refused: %s', (typed, code) => {
    expect(read(typed)).toMatchObject({ error: { code, field: 'validitySeconds' } });
  });
});

describe('what may cross into the core', () => {
  test.each([1, 3600, MAX_VALIDITY_SECONDS, -1, -3600])('%d is taken', (seconds) => {
    expect(validitySecondsSchema.safeParse(seconds).success).toBe(true);
  });

  test.each([
    [0, 'field/zero'],
    [-0, 'field/zero'],
    [1.5, 'field/not-a-whole-number'],
    [MAX_VALIDITY_SECONDS + 1, 'field/too-large'],
    [2 ** 53, 'field/not-a-whole-number'],
    [Number.NaN, 'field/not-a-whole-number'],
    [Number.POSITIVE_INFINITY, 'field/not-a-whole-number'],
    [Number.NEGATIVE_INFINITY, 'field/not-a-whole-number'],
    ['3600', 'field/not-a-whole-number'],
    [null, 'field/not-a-whole-number'],
  ])('%s is refused: %s', (value, code) => {
    expect(validitySecondsSchema.safeParse(value).error?.issues[0]?.message).toBe(code);
  });

  test('only what is negative never expires', () => {
    expect([-1, -3600, 1, MAX_VALIDITY_SECONDS].map(neverExpires)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
