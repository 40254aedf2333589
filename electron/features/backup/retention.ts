import type { Backup } from '../../../shared/domain/backup.ts';

type Kept = Pick<Backup, 'at' | 'reason'>;

export const DAY = 24 * 60 * 60 * 1000;
/** 1 January 1970 was a Thursday; weeks begin on Monday. */
const WEEK_OFFSET = 3 * DAY;
/** Backups made by hand or before a risky operation. */
const MOST_OF_EVENTS = 10;

/** Days since the epoch, in UTC like the names of backups. */
export const day = (at: number): number => Math.floor(at / DAY);
const week = (at: number): number => Math.floor((at + WEEK_OFFSET) / (7 * DAY));
const month = (at: number): number => {
  const date = new Date(at);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
};

/**
 * Which backups to keep: the newest of each of the last 7 days, 4 weeks and 12 months that have
 * one, and the newest 10 that aren't daily. Only periods with a backup count: a workspace that
 * isn't opened for a year keeps all of its backups.
 */
export function retained<B extends Kept>(backups: readonly B[]): ReadonlySet<B> {
  const newestFirst = backups.toSorted((a, b) => b.at - a.at);
  const daily = newestFirst.filter(({ reason }) => reason === 'daily');
  const events = newestFirst.filter(({ reason }) => reason !== 'daily');
  return new Set([
    ...newestOf(daily, day, 7),
    ...newestOf(daily, week, 4),
    ...newestOf(daily, month, 12),
    ...events.slice(0, MOST_OF_EVENTS),
  ]);
}

function newestOf<B extends Kept>(
  newestFirst: readonly B[],
  periodOf: (at: number) => number,
  most: number,
): B[] {
  const newest = new Map<number, B>();
  for (const backup of newestFirst) {
    const period = periodOf(backup.at);
    if (!newest.has(period)) newest.set(period, backup);
  }
  return [...newest.values()].slice(0, most);
}
