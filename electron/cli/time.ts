/** ISO 8601 in UTC, as in exported files. @param at milliseconds since the epoch. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
