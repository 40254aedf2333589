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
 * @param most how many units are named; smaller ones are left out.
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
  return new Intl.DurationFormat(undefined, { style: 'long', secondsDisplay: 'auto' }).format(
    parts,
  );
}

/** A countdown that changes each second and keeps its width: "2 d 03:15:09", "59:07". */
export function formatCountdown(milliseconds: number): string {
  const total = Math.max(0, Math.ceil(milliseconds / 1000));
  const days = Math.floor(total / 86_400);
  const hours = Math.floor(total / 3600) % 24;
  const [minutes, seconds] = [Math.floor(total / 60) % 60, total % 60].map((part) =>
    String(part).padStart(2, '0'),
  );
  const clock = `${minutes}:${seconds}`;
  if (days > 0) return `${days} d ${String(hours).padStart(2, '0')}:${clock}`;
  return hours > 0 ? `${hours}:${clock}` : clock;
}
