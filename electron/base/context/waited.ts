import { setTimeout as wait } from 'node:timers/promises';

/**
 * Waits between two looks at something, without keeping the process alive. Once the signal is
 * aborted, nothing waits, so that what the caller holds can be collected.
 *
 * @param ms milliseconds.
 * @returns false if the signal was aborted.
 */
export async function waited(ms: number, signal: AbortSignal): Promise<boolean> {
  try {
    await wait(ms, undefined, { ref: false, signal });
    return true;
  } catch {
    return false;
  }
}
