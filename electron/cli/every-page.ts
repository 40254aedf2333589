/** Items per call: no answer is too long, however many there are. */
export const PAGE = 500;

/**
 * Reads a list to its end, one page at a time.
 *
 * @param read the page after the last item so far; `more` is whether another one follows.
 */
export async function everyPage<T>(
  read: (last: T | undefined) => Promise<{ readonly items: readonly T[]; readonly more: boolean }>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (;;) {
    const { items, more } = await read(found.at(-1));
    found.push(...items);
    if (!more) return found;
  }
}
