/** Rows per page. A running statement blocks everything else. */
const PAGE = 500;

/**
 * All rows of `read`, one page at a time.
 *
 * @param read returns at most `limit` rows that follow `last` in the order of an index.
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
