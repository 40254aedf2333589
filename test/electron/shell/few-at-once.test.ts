import { expect, test } from 'vitest';
import { fewAtOnce } from '../../../electron/shell/few-at-once.ts';

test('so many run at once, the others in their order, also after a failure', async () => {
  const run = fewAtOnce(2);
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const work = (index: number) =>
    run(async () => {
      begun.push(index);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (index === 0) throw new Error('failed');
      return index;
    });
  const settled = Promise.allSettled([0, 1, 2, 3].map(work));
  const end = async (index: number) => {
    await expect.poll(() => ends.length).toBeGreaterThan(index);
    ends[index]?.();
  };
  expect(begun).toEqual([0, 1]);
  await end(0);
  await expect.poll(() => begun).toEqual([0, 1, 2]);
  for (const index of [1, 2, 3]) await end(index);
  const outcomes = (await settled).map(({ status }) => status);
  expect(outcomes).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
  expect(await run(async () => 'again')).toBe('again');
});
