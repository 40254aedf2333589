import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Takes longest by far, which its file size doesn't show. */
const LONGEST = 'test/electron/core/payloads.test.ts';

/**
 * Spreads the window tests, which mostly wait, evenly among the CPU-bound tests, so that the cores
 * are busy from beginning to end.
 */
export class Sequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array, a sequencer
    const sorted = await super.sort(files);
    const inWindow = sorted.filter(({ project }) => project.name === 'e2e');
    const computing = sorted.filter(({ project }) => project.name !== 'e2e');
    const longest = computing.findIndex(({ moduleId }) => moduleId.endsWith(LONGEST));
    if (longest > 0) computing.unshift(...computing.splice(longest, 1));
    return spread(inWindow, computing);
  }
}

/** Interleaves both lists evenly, each in its own order. */
export function spread<T>(some: readonly T[], others: readonly T[]): T[] {
  const placed = [some, others].flatMap((list) =>
    list.map((item, index) => ({ item, place: index / list.length })),
  );
  return placed.toSorted((a, b) => a.place - b.place).map(({ item }) => item);
}
