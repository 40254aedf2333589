export interface Timing {
  /** Median in milliseconds per run. */
  readonly median: number;
  /** 95th percentile in milliseconds. */
  readonly p95: number;
  /** The shortest, in milliseconds: what it takes when no other program runs. */
  readonly least: number;
  /** Processor time per run, of all threads of this process, in milliseconds. */
  readonly cpu: number;
}

/**
 * Runs `work` a few times as a warm-up, then `times` times measured.
 *
 * @param before runs before each time, unmeasured.
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
  let cpu = 0;
  for (let round = 0; round < times; round += 1) {
    await before();
    const used = process.cpuUsage();
    const start = performance.now();
    await work();
    spans.push(performance.now() - start);
    const { user, system } = process.cpuUsage(used);
    cpu += (user + system) / 1000;
  }
  spans.sort((one, other) => one - other);
  const at = (part: number) => spans[Math.min(Math.floor(times * part), times - 1)] ?? 0;
  return { median: at(0.5), p95: at(0.95), least: at(0), cpu: cpu / times };
}

export interface Line {
  readonly what: string;
  readonly ours: Timing;
  /** What it is compared with in the same run. */
  readonly against: string;
  /** The reference's median or a limit, in milliseconds. */
  readonly other: number;
}

const digits = (ms: number): string => (ms < 1 ? ms.toFixed(4) : ms.toFixed(2));

/** A row of `out/bench/results.json`. */
export interface Row {
  readonly row: string;
  readonly figure: number;
  readonly unit: 'ms' | 's' | 'bytes' | 'frames';
  /** What the figure is compared with, in the same unit: a reference in this run, or a limit. */
  readonly limit: number;
  readonly ratio: number;
  /** The highest acceptable ratio. */
  readonly goal: number;
  readonly met: boolean;
}

/** @param goal how many times the limit the figure may be. */
export function rowOf(
  row: string,
  { figure, limit, goal, unit = 'ms' }: Pick<Row, 'figure' | 'limit' | 'goal'> & Partial<Row>,
): Row {
  const ratio = figure / limit;
  return { row, figure, unit, limit, ratio, goal, met: ratio <= goal };
}

export function rowsOf(lines: readonly Line[], goal: number): readonly Row[] {
  return lines.map(({ what, ours, against, other }) =>
    rowOf(`${what}, against ${against}`, { figure: ours.median, limit: other, goal }),
  );
}

/** Ratios first: times depend on the machine, but so do the references. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['', 'ratio', 'goal', 'figure', 'against', ''],
    ...rows.map(({ row, figure, unit, limit, ratio, goal, met }) => [
      met ? 'met' : 'NOT MET',
      ratio.toFixed(2),
      `<= ${goal.toFixed(2)}`,
      `${digits(figure)} ${unit}`,
      `${digits(limit)} ${unit}`,
      row,
    ]),
  ];
  const widths = cells[0]?.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join('  '))
    .join('\n');
}
