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
  ['1 month', 'field/not-a-whole-number'],
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
