/**
 * Lets a few pieces of work run at once; the others wait, in their order.
 *
 * @param limit how many; 1 or more.
 * @returns runs one piece of work when its turn comes.
 */
export function fewAtOnce(limit: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running < limit) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
