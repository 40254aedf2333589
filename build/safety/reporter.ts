import type { Reporter, TestCase, TestModule, Vitest } from 'vitest/node';
import { type PromiseName, promises, promisesOf } from './promises.ts';

/** The verdict on one promise: its line, and whether it is proven. */
export function verdict(
  name: string,
  words: string,
  states: readonly string[],
): { readonly line: string; readonly kept: boolean } {
  const passed = states.filter((state) => state === 'passed').length;
  const kept = passed > 0 && passed === states.length;
  const count =
    states.length === 0
      ? 'no test covers it'
      : `${passed} of ${states.length} ${states.length === 1 ? 'test' : 'tests'}`;
  return { line: `${kept ? 'ok    ' : 'NOT OK'} ${name.padEnd(26)} ${words} (${count})`, kept };
}

/**
 * Prints a line for each promise of the run, and fails the run if one isn't proven: its test is
 * missing, failed or was skipped. For runs of all tests, or of all with a tag.
 */
export default class SafetyReporter implements Reporter {
  #promised: readonly PromiseName[] = [];

  onInit({ projects }: Vitest): void {
    this.#promised = promisesOf(projects.map(({ name }) => name));
  }

  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests: TestCase[] = modules.flatMap((module) => [...module.children.allTests()]);
    const verdicts = this.#promised.map((name) => {
      const proving = tests.filter(({ tags }) => tags.includes(name));
      return verdict(
        name,
        promises[name],
        proving.map((test) => test.result().state),
      );
    });
    const broken = verdicts.filter(({ kept }) => !kept).length;
    const sum = `${verdicts.length - broken} of ${verdicts.length} promises proven`;
    process.stdout.write(`\n${verdicts.map(({ line }) => line).join('\n')}\n\n${sum}\n`);
    if (broken > 0) process.exitCode = 1;
  }
}
