import type { ReadableDb } from '../../base/database/database.ts';
import { newestIssue } from '../tokens/repository.ts';
import { CLOCK_SKEW_SECONDS } from './claims.ts';

/** A clock that is behind by less than this, in ms, is jitter: `iat` then stays the same. */
const CLOCK_JITTER = CLOCK_SKEW_SECONDS * 1000;

/**
 * How far the clock is behind the newest token, in whole seconds; 0 for none or mere jitter.
 *
 * @param now milliseconds since the epoch.
 */
export function clockBehindSeconds(db: ReadableDb, now: number): number {
  const behind = newestIssue(db) - now;
  return behind > CLOCK_JITTER ? Math.ceil(behind / 1000) : 0;
}

/**
 * The `iat` of a token that is issued at `now` (ms), in whole seconds since the epoch. It never goes
 * back, unless the clock was plainly set back.
 */
export function issueSecond(db: ReadableDb, now: number): number {
  const newest = newestIssue(db);
  const at = newest - now > CLOCK_JITTER ? now : Math.max(now, newest);
  return Math.floor(at / 1000);
}
