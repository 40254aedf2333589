/** How long what a person typed vouches for them, in milliseconds. */
const PRESENCE_MS = 5 * 60 * 1000;

export type Presence = ReturnType<typeof createPresence>;

/**
 * Whether the person has given their passphrase or the recovery code within five minutes. Only the
 * core knows: a page that somebody else's script has taken over can't claim it.
 *
 * @param elapsed milliseconds of a monotonic clock.
 */
export function createPresence(elapsed: () => number) {
  let until = Number.NEGATIVE_INFINITY;
  return {
    shown(): void {
      until = elapsed() + PRESENCE_MS;
    },
    /** Another session, which nothing typed has begun. */
    ended(): void {
      until = Number.NEGATIVE_INFINITY;
    },
    isShown: (): boolean => elapsed() < until,
  };
}
