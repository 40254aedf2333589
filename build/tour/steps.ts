import { reasonOf } from '../runtime/runtime.ts';

type Act = () => Promise<unknown> | void;

/** Runs one step after the other, and prints a line with each result. */
export interface Steps {
  /** A step that later ones depend on. @throws its error, after printing it. */
  readonly must: (title: string, act: Act) => Promise<void>;
  /** A check that nothing depends on: later steps run even if it fails. */
  readonly check: (title: string, act: Act) => Promise<void>;
  /** Counts and prints an error thrown between steps; a step's own error was already printed. */
  readonly caught: (error: unknown) => void;
  /** How many steps have failed so far. */
  readonly failures: () => number;
}

export function createSteps(say: (line: string) => void): Steps {
  let failures = 0;
  let count = 0;
  const said = new Set<unknown>();

  function fail(place: string, title: string, error: unknown): void {
    failures += 1;
    said.add(error);
    say(`FAIL  ${place}  ${title}: ${reasonOf(error).trim().split('\n')[0]}`);
  }

  async function must(title: string, act: Act): Promise<void> {
    count += 1;
    const number = String(count).padStart(2, '0');
    try {
      await act();
    } catch (error) {
      fail(number, title, error);
      throw error;
    }
    say(`ok    ${number}  ${title}`);
  }

  return {
    must,
    check: (title, act) => must(title, act).catch(() => undefined),
    caught: (error) => {
      if (!said.has(error)) fail('--', 'between two steps', error);
    },
    failures: () => failures,
  };
}
