import { type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import { DAY_MS } from '../../../shared/time.ts';

/** What ended a token, or that it has not ended. */
export type Fate = 'current' | 'active' | 'regenerated' | 'revoked' | 'expired';

export interface Span {
  readonly token: TokenSummary;
  readonly fate: Fate;
  /** ms since the epoch: issued, and no longer accepted. */
  readonly from: number;
  readonly to: number;
  /** Tokens that are accepted at the same time lie below each other, from 0. */
  readonly lane: number;
}

export interface Timeline {
  readonly spans: readonly Span[];
  readonly from: number;
  readonly to: number;
  readonly lanes: number;
}

/** More lanes than these would be taller than the table below. */
const MOST_LANES = 4;
/** How far ahead is drawn, in ms: a token that never expires would leave no room for the past. */
const AHEAD = 365 * DAY_MS;
/** A revocation this close to the next token's issue, in ms, was its re-generation. */
const TOGETHER = 5000;

/** The tokens of one set of keys over time, the oldest first. @param now ms since the epoch. */
export function timelineOf(tokens: readonly TokenSummary[], now: number): Timeline {
  const sorted = tokens.toSorted((one, other) => one.issuedAt - other.issuedAt);
  const ends: number[] = [];
  const spans = sorted.flatMap((token, index): readonly Span[] => {
    const to = endOf(token, now);
    const free = ends.findIndex((end) => end <= token.issuedAt + TOGETHER);
    const lane = free === -1 ? ends.length : free;
    if (lane >= MOST_LANES) return [];
    ends[lane] = to;
    const fate = fateOf(token, sorted[index + 1], now);
    return [{ token, fate, from: token.issuedAt, to, lane }];
  });
  const from = Math.min(now, ...spans.map((span) => span.from));
  const last = Math.max(now, ...spans.map((span) => span.to));
  return { spans, from, to: last + (last - from) * 0.12 + 60_000, lanes: Math.max(1, ends.length) };
}

function endOf({ neverExpires, expiresAt, revokedAt }: TokenSummary, now: number): number {
  const end = neverExpires ? now + AHEAD : Math.min(expiresAt, now + AHEAD);
  return revokedAt === null ? end : Math.min(end, revokedAt);
}

function fateOf(token: TokenSummary, next: TokenSummary | undefined, now: number): Fate {
  const state = tokenState(token, now);
  if (state === 'active') return token.current ? 'current' : 'active';
  if (state === 'expired') return 'expired';
  const isReplaced =
    next !== undefined && Math.abs(next.issuedAt - (token.revokedAt ?? 0)) <= TOGETHER;
  return isReplaced ? 'regenerated' : 'revoked';
}

const HOUR = 3_600_000;
const STEPS = [
  HOUR / 4,
  HOUR,
  6 * HOUR,
  DAY_MS,
  7 * DAY_MS,
  30 * DAY_MS,
  91 * DAY_MS,
  365 * DAY_MS,
];
const MOST_TICKS = 7;

/** Moments to label on the axis, evenly apart: whole quarters of an hour, hours, days or months. */
export function ticksOf({ from, to }: Pick<Timeline, 'from' | 'to'>) {
  const step = STEPS.find((one) => (to - from) / one <= MOST_TICKS) ?? 3650 * DAY_MS;
  const offset = new Date(from).getTimezoneOffset() * 60_000;
  const first = Math.ceil((from - offset) / step) * step + offset;
  const count = Math.max(0, Math.floor((to - first) / step) + 1);
  return {
    isWithinDays: step < DAY_MS,
    moments: Array.from({ length: count }, (_, index) => first + index * step),
  };
}
