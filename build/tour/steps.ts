import { reasonOf } from '../runtime/runtime.ts';

type Act = () => Promise<unknown> | void;

/** Does one step after the other, and says in one line how each went. */
export interface Steps {
  /** A step that the next ones build on. @throws what went wrong, after it was said. */
  readonly must: (title: string, act: Act) => Promise<void>;
  /** A check that nothing builds on: what comes next is done in any case. */
  readonly check: (title: string, act: Act) => Promise<void>;
  /** Counts and says what was thrown between two steps; what a step threw was said already. */
  readonly caught: (error: unknown) => void;
  /** How many failed so far. */
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
