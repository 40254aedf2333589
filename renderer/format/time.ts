import { language, region } from '../../shared/words/words.ts';

const styles = {
  full: { dateStyle: 'medium', timeStyle: 'short' },
  month: { month: 'short' },
  year: { year: 'numeric' },
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

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
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

/** "in 23 minutes", "yesterday". Both in milliseconds since the epoch. */
export function formatRelative(at: number, now: number): string {
  const relative = new Intl.RelativeTimeFormat(language(), { numeric: 'auto' });
  let amount = (at - now) / 1000;
  for (const [unit, size] of STEPS) {
    // Rounded first, so that 59.6 minutes become an hour, not 60 minutes.
    const whole = Math.round(amount);
    if (Math.abs(whole) < size) return relative.format(whole, unit);
    amount /= size;
  }
  return inRegion('full').format(at);
}

/** A mark on a time scale: "Nov", or "2027" for a January. @param at ms since the epoch. */
export function formatMonth(at: number): string {
  return inRegion(new Date(at).getMonth() === 0 ? 'year' : 'month').format(at);
}
