import { statSync } from 'node:fs';
import { z } from 'zod';
import type { ClockDoubt } from '../../../shared/domain/workspace.ts';
import { all, type ReadableDb } from '../../base/database/database.ts';

const HOUR = 3_600_000;
const YEAR = 365 * 24 * HOUR;

/** Tolerates small differences between clocks, and a missed change to or from summer time. */
const LEAST_BEHIND = 2 * HOUR;
/** The workspace may also have been unused that long, so this only asks and blocks nothing. */
const LEAST_AHEAD = YEAR;
/** Recent entries that are checked: the warning ends once newer ones push the odd ones out. */
const ENTRIES = 20;

const rows = z.array(z.object({ at: z.number() }));

/** When a file was last modified, in milliseconds; null if there is none. Never throws. */
export function changedAt(file: string): number | null {
  try {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
  } catch {
    return null;
  }
}

/**
 * Checks this computer's clock against the last log entries and the file's modification time. If
 * those are later than now, the clock is behind, or was ahead. If they jump by a year, the clock is
 * ahead, or the workspace wasn't used.
 *
 * @param now milliseconds since the epoch.
 * @param fileAt when the file was last modified before it was opened, in milliseconds.
 */
export function clockDoubt(db: ReadableDb, now: number, fileAt: number | null): ClockDoubt | null {
  const entries = all(db, `SELECT at FROM activity WHERE id > 0 ORDER BY id DESC LIMIT ${ENTRIES}`);
  const times = [now, ...rows.parse(entries).map(({ at }) => at)];
  const behind = Math.max(...times, fileAt ?? now) - now;
  if (behind >= LEAST_BEHIND) return { kind: 'behind', seconds: Math.floor(behind / 1000) };
  const ahead = Math.max(0, ...times.slice(1).map((at, index) => (times[index] ?? at) - at));
  return ahead >= LEAST_AHEAD ? { kind: 'ahead', seconds: Math.floor(ahead / 1000) } : null;
}
