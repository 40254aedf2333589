import type { SigningKeyView } from '../../../shared/domain/signing-key.ts';
import { DAY_MS } from '../../../shared/time.ts';

/** A span of time on the drawing; in ms since the epoch. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Bar extends Range {
  readonly kind: 'published' | 'signs' | 'verifies';
}

/** How far ahead is drawn, in ms: a token that never expires would leave no room for the rest. */
const AHEAD = 365 * DAY_MS;
const LEAST = 60 * DAY_MS;

/** What is drawn: from the first key on, to the last end that is near enough. */
export function rangeOf(keys: readonly SigningKeyView[], now: number): Range {
  const from = Math.min(now - LEAST / 2, ...keys.map(({ createdAt }) => createdAt));
  const ends = keys.map(({ lastExpiresAt }) => Math.min(lastExpiresAt ?? 0, now + AHEAD));
  return { from, to: Math.max(now + LEAST / 2, ...ends) };
}

/** Percent of the range, from 0 to 100. */
export function placeIn({ from, to }: Range, at: number): number {
  return Math.min(100, Math.max(0, ((at - from) / (to - from)) * 100));
}

/** What a key did, does, and will do while its tokens live. */
export function barsOf(key: SigningKeyView, now: number): readonly Bar[] {
  const { createdAt, currentAt, previousAt, retiredAt, lastExpiresAt } = key;
  const signsUntil = currentAt === null ? null : (previousAt ?? retiredAt ?? now);
  const verifiesFrom = signsUntil ?? now;
  const verifiesTo = Math.min(retiredAt ?? lastExpiresAt ?? 0, lastExpiresAt ?? 0);
  const bars: Bar[] = [
    { kind: 'published', from: createdAt, to: currentAt ?? retiredAt ?? now },
    ...(currentAt === null || signsUntil === null
      ? []
      : [{ kind: 'signs' as const, from: currentAt, to: signsUntil }]),
    { kind: 'verifies', from: verifiesFrom, to: verifiesTo },
  ];
  return bars.filter(({ from, to }) => to > from);
}

/** At most this many labels fit on the axis. */
const MOST_TICKS = 12;

/** The first moments of months in the range, as many as there is room for. */
export function monthsIn({ from, to }: Range): readonly number[] {
  const begin = new Date(from);
  const months: number[] = [];
  for (let month = 1; ; month += 1) {
    const at = new Date(begin.getFullYear(), begin.getMonth() + month, 1).getTime();
    if (at >= to) break;
    months.push(at);
  }
  const step = Math.ceil(months.length / MOST_TICKS);
  return months.filter((_at, index) => index % step === 0);
}
