import type { TokenGlance } from '../../shared/domain/application.ts';
import { t } from '../../shared/words/words.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const SECOND = 1000;

/**
 * From the longest unit on: each is used from `least` (ms) on, which is two of it or more: "1 hour"
 * for what lasts almost two would be half of the truth.
 */
const short = [
  { of: 'years', size: 365 * DAY, least: 730 * DAY },
  { of: 'months', size: 30 * DAY, least: 100 * DAY },
  { of: 'days', size: DAY, least: 2 * DAY },
  { of: 'hours', size: HOUR, least: 2 * HOUR },
  { of: 'minutes', size: MINUTE, least: MINUTE },
  { of: 'seconds', size: SECOND, least: 0 },
] as const;

/** Where there is room, up to two years are given in days. */
const long = [short[0], short[2], short[3], short[4], short[5]] as const;

interface Step {
  readonly size: number;
  readonly least: number;
}

/** Whole units of `left` (ms), rounded down as in a countdown: 17.9 days are 17. */
function inUnits<S extends Step>(left: number, steps: readonly S[], smallest: S) {
  // A second that has begun counts, so that a new token for an hour has 60 minutes left.
  const whole = Math.ceil(Math.max(0, left) / SECOND) * SECOND;
  const step = steps.find(({ least }) => whole >= least) ?? smallest;
  return { step, count: Math.floor(whole / step.size) };
}

/** For lists and cells: "9 min", "3 d". @param left ms. */
export function formatLeft(left: number): string {
  const { step, count } = inUnits<(typeof short)[number]>(left, short, short[5]);
  return t(`timeLeft.${step.of}`, { count });
}

/** The reading of a dial: the figure, and what it counts: "364", "days left". @param left ms. */
export function readingOf(left: number): Readonly<{ figure: string; unit: string }> {
  const { step, count } = inUnits<(typeof long)[number]>(left, long, short[5]);
  return {
    figure: t('timeLeft.figure', { count }),
    unit: t(`timeLeft.reading.${step.of}`, { count }),
  };
}

/** The share of its life that a token still has at `now` (ms), from 0 to 1. */
export function shareLeft({ issuedAt, expiresAt, neverExpires }: TokenGlance, now: number): number {
  if (neverExpires) return 1;
  return Math.min(1, Math.max(0, (expiresAt - now) / (expiresAt - issuedAt)));
}
