import { type AppError, appError } from '../../../shared/errors.ts';

/** The first wait comes after this many wrong attempts. */
const FREE_ATTEMPTS = 3;
const LONGEST_WAIT = 60_000;

export type Throttle = ReturnType<typeof createThrottle>;

/**
 * Slows down guessing: the wait doubles with each wrong attempt after the third, up to a minute.
 *
 * @param elapsed milliseconds of a monotonic clock.
 */
function createThrottle(elapsed: () => number) {
  let wrong = 0;
  let waitUntil = 0;
  let last: Promise<unknown> = Promise.resolve();
  return {
    /** Runs attempts one at a time, so that parallel guesses can't bypass the wait. */
    inTurn<T>(attempt: () => Promise<T>): Promise<T> {
      const turn = last.then(attempt, attempt);
      last = turn;
      return turn;
    },
    /** Why the next attempt isn't tried yet, or null. `field` is where the error belongs. */
    refusal(field?: string): AppError | null {
      const seconds = Math.ceil((waitUntil - elapsed()) / 1000);
      if (seconds <= 0) return null;
      return appError('workspace/wait', { ...(field && { field }), detail: { seconds } });
    },
    failed(): void {
      wrong += 1;
      if (wrong < FREE_ATTEMPTS) return;
      waitUntil = elapsed() + Math.min(1000 * 2 ** (wrong - FREE_ATTEMPTS), LONGEST_WAIT);
    },
    /** @returns how many attempts had failed. */
    succeeded(): number {
      const failures = wrong;
      wrong = 0;
      waitUntil = 0;
      return failures;
    },
  };
}

/** Keeps each file's throttle until the program ends, so that switching files doesn't reset it. */
export function createThrottles(elapsed: () => number): (file: string) => Throttle {
  const throttles = new Map<string, Throttle>();
  return (file) => {
    const throttle = throttles.get(file) ?? createThrottle(elapsed);
    throttles.set(file, throttle);
    return throttle;
  };
}
