export interface Timing {
  /** Milliseconds a time: half are faster, half slower. */
  readonly median: number;
  /** Milliseconds that 95 of 100 stay below. */
  readonly p95: number;
}

/**
 * Runs `work` some times unmeasured and `times` times measured.
 *
 * @param before each time, unmeasured.
 */
export async function measure(
  times: number,
  work: () => unknown,
  before: () => unknown = () => {},
): Promise<Timing> {
  for (let round = 0; round < Math.ceil(times / 10); round += 1) {
    await before();
    await work();
  }
  const spans: number[] = [];
  for (let round = 0; round < times; round += 1) {
    await before();
    const start = performance.now();
    await work();
    spans.push(performance.now() - start);
  }
  spans.sort((one, other) => one - other);
  const at = (part: number) => spans[Math.min(Math.floor(times * part), times - 1)] ?? 0;
  return { median: at(0.5), p95: at(0.95) };
}

export interface Line {
  readonly what: string;
  readonly ours: Timing;
  /** What it is held against in the same run. */
  readonly against: string;
  /** Milliseconds: the other's median, or a limit. */
  readonly other: number;
}

const digits = (ms: number): string => (ms < 1 ? ms.toFixed(4) : ms.toFixed(2));

/** Times differ from machine to machine; what they are held against differs with them. */
export function table(lines: readonly Line[]): string {
  const rows = [
    ['what', 'median ms', 'p95 ms', 'against', 'ms', 'ratio'],
    ...lines.map(({ what, ours, against, other }) => [
      what,
      digits(ours.median),
      digits(ours.p95),
      against,
      digits(other),
      (ours.median / other).toFixed(2),
    ]),
  ];
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join('  '))
    .join('\n');
}

/** A row of `out/bench/results.json`; `goal` and `met` are null where no goal has been set yet. */
export interface Result {
  readonly row: string;
  readonly figure: number;
  readonly unit: 'ms';
  /** What the figure is held against, in the same unit. */
  readonly limit: number;
  readonly ratio: number;
  readonly goal: null;
  readonly met: null;
}

export function results(lines: readonly Line[]): readonly Result[] {
  return lines.map(({ what, ours, other }) => ({
    row: what,
    figure: ours.median,
    unit: 'ms',
    limit: other,
    ratio: ours.median / other,
    goal: null,
    met: null,
  }));
}
