import type { CoreReadChannel } from '../../base/context/context.ts';

/**
 * Where a search is typed, or undefined for what is no search: what else is asked with it tells one
 * screen from another. Only the newest question of a place matters.
 */
export function searchPlace(channel: CoreReadChannel, input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('search' in input)) return undefined;
  const {
    search,
    kinds: _kinds,
    after: _after,
    before: _before,
    ...rest
  } = {
    kinds: undefined,
    after: undefined,
    before: undefined,
    ...input,
  };
  if (search === undefined || search === '') return undefined;
  return JSON.stringify([channel, Object.entries(rest).toSorted()]);
}
