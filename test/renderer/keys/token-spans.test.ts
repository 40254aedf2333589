import { expect, test } from 'vitest';
import { ticksOf, timelineOf } from '../../../renderer/features/keys/token-spans.ts';
import { aToken } from '../../support/samples.ts';
import { DAY } from '../../support/time.ts';

const now = Date.UTC(2026, 10, 29, 12);
const at = (days: number): number => now + days * DAY;

test('says what became of each token: re-generated, revoked, expired, or current', () => {
  const tokens = [
    aToken(4, { issuedAt: at(-2), expiresAt: at(18) }),
    aToken(3, { issuedAt: at(-30), expiresAt: at(60), revokedAt: at(-2), current: false }),
    aToken(2, { issuedAt: at(-60), expiresAt: at(60), revokedAt: at(-40), current: false }),
    aToken(1, { issuedAt: at(-90), expiresAt: at(-80), revokedAt: null, current: false }),
  ];
  const { spans, lanes } = timelineOf(tokens, now);
  expect(spans.map(({ fate }) => fate)).toEqual(['expired', 'revoked', 'regenerated', 'current']);
  expect(spans.map(({ to }) => to)).toEqual([at(-80), at(-40), at(-2), at(18)]);
  expect(lanes).toBe(1);
});

test('tokens that are accepted at the same time have lanes of their own', () => {
  const tokens = [1, 2, 3].map((n) =>
    aToken(n, { issuedAt: at(-n), expiresAt: at(10), current: n === 1 }),
  );
  expect(timelineOf(tokens, now).spans.map(({ lane }) => lane)).toEqual([0, 1, 2]);
});

test('a token that never expires leaves room for the past', () => {
  const tokens = [aToken(1, { issuedAt: at(-300), neverExpires: true, expiresAt: at(20_000) })];
  const { from, to } = timelineOf(tokens, now);
  expect((now - from) / (to - from)).toBeGreaterThan(0.3);
});

test.each([0.01, 0.5, 3, 20, 100, 900, 4000])('labels at most eight moments of %d days', (days) => {
  const { moments } = ticksOf({ from: at(-days), to: now });
  expect(moments.length).toBeLessThanOrEqual(8);
  expect(moments.every((moment) => moment >= at(-days) && moment <= now)).toBe(true);
});
