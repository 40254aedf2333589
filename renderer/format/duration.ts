import { language, t } from '../../shared/words/words.ts';

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
  const parts: Parts = {};
  let rest = Math.max(0, Math.floor(seconds));
  let named = 0;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    if (count === 0 || named === most) continue;
    parts[unit] = count;
    rest -= count * size;
    named += 1;
  }
  return inWords(parts);
}

type Parts = Partial<Record<(typeof UNITS)[number][0], number>>;

function inWords(parts: Parts): string {
  const isNone = Object.keys(parts).length === 0;
  return new Intl.DurationFormat(language(), {
    style: 'long',
    secondsDisplay: isNone ? 'always' : 'auto',
  }).format(isNone ? { seconds: 0 } : parts);
}

/**
 * In how much time, in the longest unit of which two or more are left: "in 364 days", "in 47 hours".
 * One hour of almost two would be half of the truth. With its preposition, since what follows one can
 * have another form: "2 Tage", but "in 2 Tagen".
 */
export function formatIn(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  // A minute and 30 seconds are one minute, as on a dial.
  const isMinute = seconds >= 60 && seconds < 120;
  const [unit, size] = UNITS.find((one) => seconds >= (isMinute ? 1 : 2) * one[1]) ?? UNITS[4];
  return new Intl.RelativeTimeFormat(language()).format(Math.floor(seconds / size), unit);
}

/** As `formatIn`, with the seconds in the last hour: "in 9 minutes, 7 seconds". */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds >= 3600) return formatIn(milliseconds);
  return t('timeLeft.in', { duration: formatDuration(seconds, 2) });
}
