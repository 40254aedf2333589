import { type AppError, appError } from '../../../shared/errors.ts';

/** Reveals allowed per period: more than a person would look at. */
export const MOST_REVEALS = 30;
const PERIOD_MS = 60_000;

export interface RevealLimit {
  /**
   * Counts one reveal.
   *
   * @returns why it is refused, or null; `isFirst` for the first refusal in a row.
   */
  refusal(): { readonly error: AppError; readonly isFirst: boolean } | null;
}

/**
 * Limits how fast a page can reveal secrets. Locking and unlocking doesn't reset the limit.
 *
 * @param elapsed milliseconds of a monotonic clock.
 */
export function createRevealLimit(elapsed: () => number): RevealLimit {
  let shown: readonly number[] = [];
  let isRefusing = false;
  return {
    refusal() {
      const now = elapsed();
      shown = shown.filter((at) => now - at < PERIOD_MS);
      const [oldest] = shown;
      if (oldest === undefined || shown.length < MOST_REVEALS) {
        shown = [...shown, now];
        isRefusing = false;
        return null;
      }
      const isFirst = !isRefusing;
      isRefusing = true;
      const seconds = Math.ceil((oldest + PERIOD_MS - now) / 1000);
      return { error: appError('secret/too-many', { detail: { seconds } }), isFirst };
    },
  };
}
