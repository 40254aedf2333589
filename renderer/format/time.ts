/** In the person's own format and zone. */
const dateTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
const shortDateTime = new Intl.DateTimeFormat(undefined, {
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });

const STEPS = [
  ['second', 60],
  ['minute', 60],
  ['hour', 24],
  ['day', 30],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
] as const;

/** @param at milliseconds since the epoch. */
export function formatDateTime(at: number): string {
  return dateTime.format(at);
}

/**
 * For the narrow cell of a table: without the year while it is this one.
 *
 * @param at and `now` in milliseconds since the epoch.
 */
export function formatShortDateTime(at: number, now: number): string {
  const isThisYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  return isThisYear ? shortDateTime.format(at) : dateTime.format(at);
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
  let amount = (at - now) / 1000;
  for (const [unit, size] of STEPS) {
    // Rounded first: 59.6 minutes are an hour, not 60 minutes.
    const whole = Math.round(amount);
    if (Math.abs(whole) < size) return relative.format(whole, unit);
    amount /= size;
  }
  return dateTime.format(at);
}
