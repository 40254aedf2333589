import { type AppError, appError } from '../../../shared/errors.ts';
import { err, type Result } from '../../../shared/result.ts';

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

  /** Runs attempts one at a time, so that parallel guesses can't bypass the wait. */
  function inTurn<T>(attempt: () => Promise<T>): Promise<T> {
    const turn = last.then(attempt, attempt);
    last = turn;
    return turn;
  }

  /** Why the next attempt isn't tried yet, or null. `field` is where the error belongs. */
  function refusal(field?: string): AppError | null {
    const seconds = Math.ceil((waitUntil - elapsed()) / 1000);
    if (seconds <= 0) return null;
    return appError('workspace/wait', { ...(field && { field }), detail: { seconds } });
  }

  function failed(): void {
    wrong += 1;
    if (wrong < FREE_ATTEMPTS) return;
    waitUntil = elapsed() + Math.min(1000 * 2 ** (wrong - FREE_ATTEMPTS), LONGEST_WAIT);
  }

  return {
    inTurn,
    refusal,
    failed,
    /**
     * Does what a passphrase of another file opens. Guessing there is throttled like guessing here,
     * but a success doesn't end the wait: an attacker could use a file of their own for that.
     */
    guess<T>(attempt: () => Promise<Result<T, AppError>>): Promise<Result<T, AppError>> {
      return inTurn(async () => {
        const refused = refusal('passphrase');
        if (refused !== null) return err(refused);
        const answer = await attempt();
        if (!answer.ok && answer.error.code === 'workspace/wrong') failed();
        return answer;
      });
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
