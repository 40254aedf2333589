import { useCallback, useState, useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setTimeout> | undefined;

/** One timer for the whole page, on the second of the clock, so that two countdowns never disagree. */
function schedule(): void {
  timer = setTimeout(tick, 1000 - (Date.now() % 1000));
}

function tick(): void {
  now = Date.now();
  for (const listener of listeners) listener();
  schedule();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

/**
 * The time in ms, rounded down to whole intervals: with minutes, a component renders once a minute.
 * @param intervalMs whole seconds in ms: 1000 for a countdown, 60_000 for "in 23 minutes"
 */
export function useNow(intervalMs = 1000): number {
  const read = useCallback(() => nowIn(intervalMs), [intervalMs]);
  return useSyncExternalStore(subscribe, read);
}

/**
 * The time in ms, renewed each minute, for what opens in the middle of one: the minute may have begun
 * long before it opened, and a token may have expired since.
 */
export function useNowSinceOpened(): number {
  const [openedAt] = useState(() => Date.now());
  return Math.max(useNow(60_000), openedAt);
}

/** From how long before an end on its time left is told in minutes, then in seconds; in ms. */
const CLOSE_MS = 2 * 3_600_000;

/**
 * The time in ms for what counts down to `ends`: each second while one of them is close, so that no
 * two countdowns of the page disagree, otherwise each minute.
 *
 * @param ends ms since the epoch.
 */
export function useNowUntil(ends: readonly number[]): number {
  const isClose = useFromNow((now) =>
    // Until the minute of the end is over: whole minutes would show it as still to come.
    ends.some((end) => end > now - 60_000 && end < now + CLOSE_MS + 60_000),
  );
  return useNow(isClose ? 1000 : 60_000);
}

function nowIn(intervalMs: number): number {
  // Without listeners no timer updates the time.
  if (timer === undefined) now = Date.now();
  return Math.floor(now / intervalMs) * intervalMs;
}

/**
 * What `read` makes of the time in whole seconds, in ms. A component renders again only once that
 * has changed: "2 hours ago" stays for an hour.
 *
 * @param read makes a text or a number, not a new object.
 */
export function useFromNow<T extends string | number | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(nowIn(1000)));
}
