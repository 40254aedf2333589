import { runningCommand } from '../../base/context/in-command.ts';

/** How long a typed passphrase or recovery code proves presence, in milliseconds. */
const PRESENCE_MS = 5 * 60 * 1000;

export type Presence = ReturnType<typeof createPresence>;

/**
 * Whether the person has typed their passphrase or the recovery code in the last five minutes. Kept
 * in the core, so that a page with an injected script can't claim it.
 *
 * @param elapsed milliseconds of a monotonic clock.
 */
export function createPresence(elapsed: () => number) {
  let until = Number.NEGATIVE_INFINITY;
  return {
    shown(): void {
      // A passphrase that a command read from a file proves nobody in front of the window.
      if (runningCommand() === undefined) until = elapsed() + PRESENCE_MS;
    },
    /** For a new session that began without typing a secret. */
    ended(): void {
      until = Number.NEGATIVE_INFINITY;
    },
    isShown: (): boolean => elapsed() < until,
  };
}
