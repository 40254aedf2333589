import { type AppError, appError } from '../../../shared/errors.ts';

/** So many secrets are shown in so many milliseconds: more than a person looks at. */
export const MOST_REVEALS = 30;
const PERIOD_MS = 60_000;

export interface RevealLimit {
  /**
   * Counts one.
   *
   * @returns why it is refused, or null; `isFirst` for the first that is refused in a row.
   */
  refusal(): { readonly error: AppError; readonly isFirst: boolean } | null;
}

/**
 * Slows a page down that reveals one secret after another. Across locks: the passphrase is no excuse.
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
