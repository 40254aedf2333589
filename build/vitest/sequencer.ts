import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Takes longest by far, which its file size doesn't show. */
const LONGEST = 'test/electron/core/payloads.test.ts';

/**
 * Runs the window tests first, then the other projects. Vitest keeps a process that has loaded the
 * program only if the next file in line is of its own project: each change of project costs a start,
 * and loading everything again. The window tests are first, because the last files of a run should
 * be short ones.
 */
export class Sequencer extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- no array, a sequencer
    const sorted = await super.sort(files);
    return together(
      sorted,
      ({ project }) => project.name,
      ({ moduleId }) => moduleId.endsWith(LONGEST),
    );
  }
}

/** The projects, in the order in which they run; others come last. */
const ORDER: readonly string[] = ['e2e', 'screens', 'mocked', 'unit'];

/** Project by project, each in its own order except that what takes longest comes first. */
export function together<T>(
  files: readonly T[],
  projectOf: (file: T) => string,
  isLongest: (file: T) => boolean,
): T[] {
  const place = (file: T): number => {
    const found = ORDER.indexOf(projectOf(file));
    return found === -1 ? ORDER.length : found;
  };
  return files.toSorted(
    (a, b) => place(a) - place(b) || Number(isLongest(b)) - Number(isLongest(a)),
  );
}
