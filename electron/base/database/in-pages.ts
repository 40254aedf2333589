/** Rows of one page. A statement holds up everything else for as long as it runs. */
const PAGE = 500;

/**
 * Everything that `read` has, a page at a time.
 *
 * @param read gives at most `limit` rows, those that follow `last` in the order of an index.
 */
export function* inPages<T>(
  read: (last: T | undefined, limit: number) => readonly T[],
): Generator<T, void, undefined> {
  let last: T | undefined;
  for (;;) {
    const page = read(last, PAGE);
    yield* page;
    last = page.at(-1);
    if (page.length < PAGE) return;
  }
}
