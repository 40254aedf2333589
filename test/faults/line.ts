/** One promise, held against one kind of fault. */
export interface Line {
  readonly fault: string;
  readonly promise: string;
  readonly run: () => Promise<Outcome>;
}

export interface Outcome {
  readonly tried: number;
  /** What was lost, each with the case in which it was. */
  readonly lost: readonly string[];
  /** What else there is to say of it. */
  readonly note?: string;
}

/** @returns what was lost, or null. */
export type Trial = () => Promise<string | null>;

/** Tries each case; one that throws has lost. */
export async function tryEach(cases: ReadonlyMap<string, Trial>): Promise<Outcome> {
  const lost: string[] = [];
  for (const [name, trial] of cases) {
    const trouble = await trial().catch((error: unknown) => `it threw: ${String(error)}`);
    if (trouble !== null) lost.push(`${name}: ${trouble}`);
  }
  return { tried: cases.size, lost };
}
