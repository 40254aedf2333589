import type { QueryClient } from '@tanstack/react-query';
import { type Channel, contract } from '../../shared/ipc/contract.ts';
import { type Change, makesStale } from '../../shared/ipc/events.ts';

/** No list takes that long, but counting a million tokens may. */
const TIMEOUT_MS = 500;

/** Done once the page has asked again for all that changes have made stale so far. */
let refetched: Promise<unknown> = Promise.resolve();

/** Refetches what has changed, for the lifetime of the page. */
export function followChanges(client: QueryClient): () => void {
  return window.latchkey.on('changed', (changes) => {
    const now = client.invalidateQueries({
      predicate: ({ queryKey: [channel, input] }) => isStale(channel, input, changes),
    });
    // Another change may come before the first one's answers.
    refetched = Promise.all([refetched, now]).then(() => undefined);
  });
}

function isStale(channel: unknown, input: unknown, changes: readonly Change[]): boolean {
  if (typeof channel !== 'string' || !Object.hasOwn(contract, channel)) return false;
  const endpoint = contract[channel as Channel];
  if (!('reads' in endpoint)) return false;
  return changes.some((change) => makesStale(change, endpoint.reads, input));
}

/**
 * Waits, for half a second at most, until the page has what the last change made of its answers. Then
 * nobody is told that there is a new token while the button beside it still copies the old one.
 */
export async function changesArrive(): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, TIMEOUT_MS);
  });
  await Promise.race([refetched, late]);
  clearTimeout(timer);
}
