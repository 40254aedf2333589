import type { ReadableDb } from '../../base/database/database.ts';
import { newestIssue } from '../tokens/repository.ts';
import { CLOCK_SKEW_SECONDS } from './claims.ts';

/** If the clock is behind by less than this, in ms, it is jitter, and `iat` doesn't go back. */
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
 * The `iat` of a token issued at `now` (ms), in whole seconds since the epoch. It never goes back,
 * unless the clock was set back by more than jitter.
 */
export function issueSecond(db: ReadableDb, now: number): number {
  const newest = newestIssue(db);
  const at = newest - now > CLOCK_JITTER ? now : Math.max(now, newest);
  return Math.floor(at / 1000);
}
