import { setTimeout as wait } from 'node:timers/promises';

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

/**
 * The same as {@link measure}, but only five times if that tells already whether the limit is kept:
 * if it is far above all of them, or far below.
 */
export async function measureAgainst(
  limit: number,
  times: number,
  work: () => unknown,
): Promise<Timing> {
  const first = await measure(Math.min(FEW, times), work);
  const isClear = first.p95 < limit / 4 || first.least > limit * 2;
  return times <= FEW || isClear ? first : measure(times, work);
}

const FEW = 5;

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
  /** Why there is no figure: then all numbers are 0. */
  readonly error?: string;
}

/** After so long, nothing more is begun, so that everything ends within 20 minutes. */
const LAST_START_MS = 17 * 60_000;
/** The longest that one step may take, unless it has steps itself. */
const LONGEST_MS = 7 * 60_000;

interface StepsOptions {
  /** Gets the rows of each step at once. */
  readonly done?: (rows: readonly Row[]) => void;
  readonly longestMs?: number;
}

type Rows = Row | readonly Row[];

/**
 * The rows of all steps, one after the other. Of a step that fails, takes too long or wasn't begun in
 * time, one row says so, and the others are measured all the same.
 */
export async function rowsOfSteps(
  steps: Readonly<Record<string, () => Promise<Rows>>>,
  { done = () => {}, longestMs = LONGEST_MS }: StepsOptions = {},
): Promise<readonly Row[]> {
  const all: Row[] = [];
  for (const [name, step] of Object.entries(steps)) {
    const start = performance.now();
    const rows = await rowsOfStep(name, step, longestMs);
    const seconds = Math.round((performance.now() - start) / 1000);
    if (seconds > 0) console.error(`${name}: ${seconds} s`);
    all.push(...rows);
    done(rows);
  }
  return all;
}

async function rowsOfStep(
  name: string,
  step: () => Promise<Rows>,
  longestMs: number,
): Promise<readonly Row[]> {
  const timeout = new AbortController();
  try {
    if (performance.now() > LAST_START_MS) throw new Error('it was too late to begin');
    const late = wait(longestMs, null, { signal: timeout.signal }).then(() => {
      throw new Error('it took too long');
    });
    return [await Promise.race([step(), late])].flat();
  } catch (error) {
    console.error(error);
    return [stopped(name, error)];
  } finally {
    timeout.abort();
  }
}

function stopped(row: string, error: unknown): Row {
  const none = { figure: 0, unit: 'ms', limit: 0, ratio: 0, goal: 0, met: false } as const;
  return { row, ...none, error: error instanceof Error ? error.message : String(error) };
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
    ...rows.map(({ row, figure, unit, limit, ratio, goal, met, error }) => [
      error === undefined ? (met ? 'met' : 'NOT MET') : 'STOPPED',
      ratio.toFixed(2),
      `<= ${goal.toFixed(2)}`,
      `${digits(figure)} ${unit}`,
      `${digits(limit)} ${unit}`,
      error === undefined ? row : `${row}: ${error.split('\n', 1)[0]}`,
    ]),
  ];
  const widths = cells[0]?.map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells
    .map((row) => row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join('  '))
    .join('\n');
}
