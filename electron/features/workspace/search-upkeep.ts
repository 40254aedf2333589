import { onCommit, type WritableDb } from '../../base/database/database.ts';
import { indexMore } from '../../base/database/search-upkeep.ts';

/** After this long without a change, in milliseconds: a person or a job may be issuing tokens. */
const QUIET_MS = 1000;

/**
 * Completes the search indexes whenever nothing else is being written. Until then, a search
 * completes them itself.
 *
 * @param isPaused whether nothing may be written now.
 */
export function keepSearchUp(
  db: WritableDb,
  isPaused: () => boolean,
  report: (error: unknown) => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  let isWorking = false;

  function wait(ms: number): void {
    clearTimeout(timer);
    timer = setTimeout(work, ms).unref();
  }

  function work(): void {
    if (!db.open) return;
    if (isPaused()) return wait(QUIET_MS);
    isWorking = true;
    try {
      const isMore = [indexMore(db, 'token'), indexMore(db, 'activity')].includes(true);
      if (isMore) wait(0);
    } catch (error) {
      // Tried again after the next change.
      report(error);
    } finally {
      isWorking = false;
    }
  }

  onCommit(db, () => {
    if (!isWorking) wait(QUIET_MS);
  });
  wait(QUIET_MS);
}
