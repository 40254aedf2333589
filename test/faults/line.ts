/** The result of one promise under one kind of fault. */
export interface Line {
  readonly fault: string;
  readonly promise: string;
  readonly run: () => Promise<Outcome>;
}

export interface Outcome {
  readonly tried: number;
  /** What was lost, each with its case. */
  readonly lost: readonly string[];
  /** An additional remark. */
  readonly note?: string;
}

/** @returns what was lost, or null. */
export type Trial = () => Promise<string | null>;

/** Tries each case; one that throws counts as lost. */
export async function tryEach(cases: ReadonlyMap<string, Trial>): Promise<Outcome> {
  const lost: string[] = [];
  for (const [name, trial] of cases) {
    const trouble = await trial().catch((error: unknown) => `it threw: ${String(error)}`);
    if (trouble !== null) lost.push(`${name}: ${trouble}`);
  }
  return { tried: cases.size, lost };
}
