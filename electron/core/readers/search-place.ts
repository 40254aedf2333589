import type { CoreReadChannel } from '../../base/context/context.ts';

/** The fields in which two questions of one place may differ. */
const OF_ONE_QUESTION: ReadonlySet<string> = new Set(['search', 'kinds', 'after', 'before']);

/**
 * Where a search is typed, or undefined if the call isn't a search. The call's other fields tell
 * screens apart. Only the newest question of a place matters.
 */
export function searchPlace(channel: CoreReadChannel, input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null || !('search' in input)) return undefined;
  if (input.search === undefined || input.search === '') return undefined;
  const rest = Object.entries(input).filter(([name]) => !OF_ONE_QUESTION.has(name));
  const inOrder = rest.toSorted(([one], [other]) => one.localeCompare(other));
  return JSON.stringify([channel, inOrder]);
}
