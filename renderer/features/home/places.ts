import { HOME_DAYS, HOME_MONTH_MS, HOME_MONTHS } from '../../../shared/domain/home.ts';
import { DAY_MS } from '../../../shared/time.ts';

const HOUR_MS = 3_600_000;

/** Where each zone of the scale begins, in percent: near time is wide, far time is narrow. */
export const zones = {
  hour: 0,
  day: 15,
  week: 36,
  month: 57,
  year: 76,
  never: 94,
} as const;
export type Zone = keyof typeof zones;

/** Ends of the zones from now on, in ms, with their places in percent. */
const stops = [
  { after: 0, at: zones.hour },
  { after: HOUR_MS, at: zones.day },
  { after: DAY_MS, at: zones.week },
  { after: 7 * DAY_MS, at: zones.month },
  { after: HOME_DAYS * DAY_MS, at: zones.year },
  { after: HOME_DAYS * DAY_MS + HOME_MONTHS * HOME_MONTH_MS, at: zones.never },
] as const;

/** The place of a moment on the scale, in percent from its start. @param after ms from now on. */
export function placeOn(after: number): number {
  const next = stops.findIndex((stop) => after < stop.after);
  if (next === 0) return 0;
  const [from, to] = [stops[next - 1], stops[next]];
  if (from === undefined || to === undefined) return zones.never;
  return from.at + ((after - from.after) / (to.after - from.after)) * (to.at - from.at);
}

/** The ticks: 5 minutes, hours, days, days, months; `isStop` at the border of a zone. */
export const ticks: readonly Readonly<{ at: number; isStop: boolean }>[] = [
  ...steps(0, HOUR_MS, 12),
  ...steps(HOUR_MS, DAY_MS, 23),
  ...steps(DAY_MS, 7 * DAY_MS, 6),
  ...steps(7 * DAY_MS, HOME_DAYS * DAY_MS, HOME_DAYS - 7),
  ...steps(HOME_DAYS * DAY_MS, HOME_DAYS * DAY_MS + HOME_MONTHS * HOME_MONTH_MS, HOME_MONTHS),
  { at: zones.never, isStop: true },
];

function steps(from: number, to: number, count: number) {
  return Array.from({ length: count }, (_, index) => ({
    at: placeOn(from + ((to - from) * index) / count),
    isStop: index === 0,
  }));
}

interface Labelled {
  /** In percent. */
  readonly at: number;
  /** Characters of its label. */
  readonly length: number;
}

/** Heights at which a pin can have its label. */
export const LEVELS = 3;
/** Percent of the scale per character of a label, at the narrowest window that draws it. */
const PER_CHARACTER = 0.82;

/** The level of each pin, so that no label lies on another; null where there is no room for it. */
export function levelsOf(pins: readonly Labelled[]): readonly (number | null)[] {
  const ends = Array.from({ length: LEVELS }, () => -1);
  return pins.map(({ at, length }) => {
    const width = 1.5 + length * PER_CHARACTER;
    // A label must not cross the pins that stand on the axis further on, at the level of their dots.
    const level = ends.findIndex((end) => end <= at);
    if (level === -1 || at + width > zones.year) return null;
    ends[level] = at + width;
    return level;
  });
}
