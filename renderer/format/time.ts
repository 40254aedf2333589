import { DAY_MS } from '../../shared/time.ts';
import { language, region } from '../../shared/words/words.ts';

const styles = {
  full: { dateStyle: 'medium', timeStyle: 'short' },
  month: { month: 'short' },
  year: { year: 'numeric' },
  time: { timeStyle: 'short' },
  day: { month: 'short', day: 'numeric' },
  monthOfYear: { month: 'short', year: 'numeric' },
  today: { weekday: 'long', month: 'long', day: 'numeric' },
  short: { month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Creating a formatter costs far more than using it, and tables have thousands of cells. */
function inRegion(style: keyof typeof styles): Intl.DateTimeFormat {
  const key = `${style} ${region() ?? ''}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(region(), styles[style]);
  formats.set(key, made);
  return made;
}

const relatives = new Map<string, Intl.RelativeTimeFormat>();

/** @param numeric 'auto' says "yesterday" for "1 day ago". */
function relativeIn(numeric: 'auto' | 'always'): Intl.RelativeTimeFormat {
  const key = `${numeric} ${language()}`;
  const known = relatives.get(key);
  if (known !== undefined) return known;
  const made = new Intl.RelativeTimeFormat(language(), { numeric });
  relatives.set(key, made);
  return made;
}

/** How many times midnight lies between two moments in ms since the epoch; negative if `at` is first. */
function midnightsTo(at: number, now: number): number {
  const [there, here] = [new Date(at), new Date(now)].map((date) =>
    Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()),
  ) as [number, number];
  return (there - here) / DAY_MS;
}

/** Each unit, how many make the next one, and up to how many are counted for the future. */
const STEPS = [
  ['second', 60, 60],
  ['minute', 60, 120],
  ['hour', 24, 48],
  ['day', 30, 60],
  ['month', 365 / 30, 25],
  ['year', Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY],
] as const;

/**
 * In the format of the system's region and the local time zone.
 *
 * @param at milliseconds since the epoch.
 */
export function formatDateTime(at: number): string {
  return inRegion('full').format(at);
}

/**
 * For narrow table cells: without the year if it is the current one.
 *
 * @param at and `now` in milliseconds since the epoch.
 */
export function formatShortDateTime(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return inRegion(isThisYear ? 'short' : 'full').format(at);
}

/** The exact second in UTC, for a hover: "2026-11-23T07:13:16Z". */
export function formatUtc(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('.000Z', 'Z')
    .replace(/\.\d+Z$/, 'Z');
}

/**
 * "in 23 minutes", "yesterday". Both in milliseconds since the epoch. Words of the calendar are used
 * only where they are right: 40 hours ago isn't always yesterday, and in 13 months isn't always next
 * year.
 */
export function formatRelative(at: number, now: number): string {
  let amount = (at - now) / 1000;
  for (const [unit, size, most] of STEPS) {
    // The future is counted down, as beside a token's dial: 30.9 days are in 30 days, and 1.9 hours
    // in 114 minutes. The past is rounded before it is compared, so that 59.6 minutes are an hour
    // ago, not 60 minutes.
    const isAhead = amount > 0;
    const whole = isAhead ? Math.floor(amount) : Math.round(amount);
    if (Math.abs(whole) < (isAhead ? most : size)) {
      const hasWord = unit === 'second' || (unit === 'day' && midnightsTo(at, now) === whole);
      return relativeIn(hasWord ? 'auto' : 'always').format(whole, unit);
    }
    amount /= size;
  }
  return inRegion('full').format(at);
}

/** A mark on a time scale: "Nov", or "2027" for a January. @param at ms since the epoch. */
export function formatMonth(at: number): string {
  return inRegion(new Date(at).getMonth() === 0 ? 'year' : 'month').format(at);
}

/** "2:06 PM". @param at ms since the epoch. */
export function formatTime(at: number): string {
  return inRegion('time').format(at);
}

/** "Dec 25", or "Nov 2027" for another year. @param at and `now` in ms since the epoch. */
export function formatDay(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return inRegion(isThisYear || at - now < 60 * 86_400_000 ? 'day' : 'monthOfYear').format(at);
}

/** "Wednesday, November 25". @param at ms since the epoch. */
export function formatToday(at: number): string {
  return inRegion('today').format(at);
}
