import { describe, expect, test } from 'vitest';
import { grantingStates, subscriptionStates } from '../../../shared/domain/subscription.ts';
import { expiryNoticeSpan, isExpiring, tokenState } from '../../../shared/domain/token.ts';
import { DAY } from '../../support/time.ts';

const NOW = Date.UTC(2026, 10, 23);
const MINUTE = 60_000;

describe('the state of a token', () => {
  const alive = { expiresAt: NOW + 1000, neverExpires: false, revokedAt: null };

  test.each([
    ['before its end', alive, 'active'],
    ['in the second of its end (RFC 7519: on or after)', { ...alive, expiresAt: NOW }, 'expired'],
    ['a millisecond before it', { ...alive, expiresAt: NOW + 1 }, 'active'],
    ['long after it', { ...alive, expiresAt: NOW - DAY }, 'expired'],
    ['revoked', { ...alive, revokedAt: NOW - 1 }, 'revoked'],
    ['revoked and past its end', { expiresAt: 1000, neverExpires: false, revokedAt: 1 }, 'revoked'],
    ['revoked when it was past its end', { ...alive, expiresAt: 1000, revokedAt: 1000 }, 'expired'],
    ['revoked by a clock that was ahead', { ...alive, revokedAt: NOW + DAY }, 'revoked'],
    [
      'never expiring, revoked past its exp',
      { ...alive, neverExpires: true, revokedAt: NOW + DAY },
      'revoked',
    ],
    ['never expiring', { expiresAt: NOW + 1, neverExpires: true, revokedAt: null }, 'active'],
    ['never expiring, past its exp', { ...alive, expiresAt: 1000, neverExpires: true }, 'active'],
    ['never expiring, revoked', { ...alive, neverExpires: true, revokedAt: 1 }, 'revoked'],
  ] as const)('%s', (_what, token, state) => {
    expect(tokenState(token, NOW)).toBe(state);
  });
});

describe('the notice before the end', () => {
  test.each([
    ['an hour: the last six minutes', 60 * MINUTE, 6 * MINUTE],
    ['a year: the last week', 365 * DAY, 7 * DAY],
    ['five minutes: the last minute', 5 * MINUTE, MINUTE],
    ['ten seconds: all of it', 10_000, 10_000],
  ])('%s', (_what, lifetime, span) => {
    expect(expiryNoticeSpan(NOW, NOW + lifetime)).toBe(span);
  });

  test('is given only to a living token that ends', () => {
    const token = {
      issuedAt: NOW,
      expiresAt: NOW + 60 * MINUTE,
      neverExpires: false,
      revokedAt: null,
    };
    const late = NOW + 55 * MINUTE;
    expect(isExpiring(token, NOW + 53 * MINUTE)).toBe(false);
    expect(isExpiring(token, late)).toBe(true);
    expect(isExpiring({ ...token, neverExpires: true }, late)).toBe(false);
    expect(isExpiring({ ...token, revokedAt: NOW }, late)).toBe(false);
    expect(isExpiring(token, token.expiresAt)).toBe(false);
  });
});

test('which states of a subscription grant the API', () => {
  const table = subscriptionStates.map((state) => [
    state,
    grantingStates('PRODUCTION').includes(state),
    grantingStates('SANDBOX').includes(state),
  ]);
  expect(table).toEqual([
    ['UNBLOCKED', true, true],
    ['BLOCKED', false, false],
    ['PROD_ONLY_BLOCKED', false, true],
    ['ON_HOLD', false, false],
  ]);
});
