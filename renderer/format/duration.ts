import { language } from '../../shared/words/words.ts';

const UNITS = [
  ['years', 31_536_000],
  ['days', 86_400],
  ['hours', 3600],
  ['minutes', 60],
  ['seconds', 1],
] as const;

/**
 * A duration as people say it: "1 hour", "1 hour, 1 minute".
 *
 * @param seconds whole seconds, 0 or more. A year is 365 days.
 * @param most the maximum number of units; smaller ones are left out.
 */
export function formatDuration(seconds: number, most = 6): string {
  const parts: Partial<Record<(typeof UNITS)[number][0], number>> = {};
  let rest = Math.max(0, Math.floor(seconds));
  let named = 0;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count === 0 || named === most) continue;
    parts[unit] = count;
    rest -= count * size;
    named += 1;
  }
  if (named === 0) parts.seconds = 0;
  return new Intl.DurationFormat(language(), {
    style: 'long',
    secondsDisplay: named === 0 ? 'always' : 'auto',
  }).format(parts);
}

/**
 * The time that is left: "364 days", "3 hours". Seconds count only in the last hour:
 * "9 minutes, 7 seconds".
 */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  return formatDuration(seconds, seconds < 3600 ? 2 : 1);
}
