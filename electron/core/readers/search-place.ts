import type { CoreReadChannel } from '../../base/context/context.ts';

/** The fields in which two questions of one place may differ. */
const OF_ONE_QUESTION: ReadonlySet<string> = new Set(['search', 'kinds', 'after', 'before']);

/**
 * Where a search is typed or a number is shown, or undefined if every question is answered. Only
 * the newest question of a place matters. A count says who asks; of a search, the call's other
 * fields tell screens apart.
 */
export function searchPlace(channel: CoreReadChannel, input: unknown): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  if ('asker' in input && input.asker !== undefined) return JSON.stringify([channel, input.asker]);
  // Whoever doesn't say so asks for one number only.
  if (channel === 'token:count' || !('search' in input)) return undefined;
  if (input.search === undefined || input.search === '') return undefined;
  const rest = Object.entries(input).filter(([name]) => !OF_ONE_QUESTION.has(name));
  const inOrder = rest.toSorted(([one], [other]) => one.localeCompare(other));
  return JSON.stringify([channel, inOrder]);
}
