import { statSync } from 'node:fs';
import { z } from 'zod';
import type { ClockDoubt } from '../../../shared/domain/workspace.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** What two clocks that are both right may differ by, and a summer time that one of them missed. */
const LEAST_BEHIND = 2 * HOUR;
/** Nobody may have used a workspace for so long; it is asked about, and stops nothing. */
const LEAST_AHEAD = YEAR;
/** So long a doubt stays: whoever sets the clock right or doesn't goes on working. */
const ENTRIES = 20;

const rows = z.array(z.object({ at: z.number() }));

/** When a file was changed last, in milliseconds; null if there is none. Never throws. */
export function changedAt(file: string): number | null {
  try {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
  } catch {
    return null;
  }
}

/**
 * Whether this computer's clock can be right, by what a workspace knows of time: its last entries,
 * and its file. They are of later than now: the clock is behind, or it was ahead. They leap by a
 * year: the clock is ahead, or nobody was here.
 *
 * @param now milliseconds since the epoch.
 * @param fileAt when the file was changed last, before it was opened.
 */
export function clockDoubt(db: ReadableDb, now: number, fileAt: number | null): ClockDoubt | null {
  const entries = all(db, `SELECT at FROM activity WHERE id > 0 ORDER BY id DESC LIMIT ${ENTRIES}`);
  const times = [now, ...rows.parse(entries).map(({ at }) => at)];
  const behind = Math.max(...times, fileAt ?? now) - now;
  if (behind >= LEAST_BEHIND) return { kind: 'behind', seconds: Math.floor(behind / 1000) };
  const ahead = Math.max(0, ...times.slice(1).map((at, index) => (times[index] ?? at) - at));
  return ahead >= LEAST_AHEAD ? { kind: 'ahead', seconds: Math.floor(ahead / 1000) } : null;
}
