import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Line, Outcome } from './line.ts';
import { type Promised, promises } from './promises.ts';
import type { Scene, Workshop } from './workshop.ts';

const hows = ['kill', 'eio', 'enospc'] as const;
type How = (typeof hows)[number];

/** How many calls the short round tries for each promise. */
const SHORT = { kill: 6, eio: 4, enospc: 3 } as const satisfies Record<How, number>;
/** How many kills right after a name change, between steps that can't be atomic. */
const SHORT_NAMES = 6;
/** The work during which the short round also makes the disk fail. */
const ON_A_BAD_DISK: ReadonlySet<string> = new Set([
  'create',
  'issue',
  'rotate the data key',
  'backup',
  'restore',
  'merge',
  'migrate',
]);

/** The work of each promise, interrupted at calls that change a file. */
export function interruptedLines(workshop: Workshop): readonly Line[] {
  return promises.flatMap((promised, index) => {
    const [name = ''] = promised.promise.split(':');
    return hows
      .filter((how) => workshop.isFull || how === 'kill' || ON_A_BAD_DISK.has(name))
      .map((how) => ({
        fault: how,
        promise: promised.promise,
        run: () => tryPromise(workshop, index, promised, how),
      }));
  });
}

async function tryPromise(
  workshop: Workshop,
  index: number,
  promised: Promised,
  how: How,
): Promise<Outcome> {
  const { isPrepared, steps, verify } = promised;
  const whole = workshop.scene(isPrepared);
  const { calls, names, acknowledged } = interrupt(workshop, index, whole, how, 0);
  workshop.clear(whole);
  // If the work fails even without a fault, it proves nothing about faults.
  const missing = steps.filter((step) => !acknowledged.has(step));
  if (missing.length > 0) {
    return { tried: 0, lost: [`without a fault: not done: ${missing.join(', ')}`] };
  }
  const lost: string[] = [];
  const points = pointsOf(workshop, how, calls, names);
  for (const at of points) {
    const one = workshop.scene(isPrepared);
    const done = interrupt(workshop, index, one, how, at);
    const trouble = done.isHung
      ? 'it hangs'
      : ((await verify(one, done.acknowledged).catch(
          (error: unknown) => `it threw: ${String(error)}`,
        )) ?? leftBehind(one));
    if (trouble !== null) lost.push(`call ${at} of ${calls}: ${trouble}`);
    workshop.clear(one);
  }
  return { tried: points.length, lost };
}

/** The start that verified it must have removed what was half written. */
function leftBehind({ home, elsewhere }: Scene): string | null {
  const left = [home, elsewhere]
    .flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .filter((name) => basename(name).startsWith('.latchkey-'));
  return left.length === 0 ? null : `left behind: ${left.join(', ')}`;
}

/**
 * Runs the work with a fault.
 *
 * @returns what it acknowledged, how many calls it made, and which of them changed a name; negative
 *   for the name of a workspace.
 */
function interrupt(
  { files, library }: Workshop,
  index: number,
  { home, elsewhere }: Scene,
  how: How,
  at: number,
) {
  const acknowledged = `${home}.ack`;
  const count = `${home}.count`;
  const ended = spawnSync(process.execPath, [files.child], {
    stdio: 'ignore',
    timeout: 60_000,
    killSignal: 'SIGTERM',
    env: {
      ...process.env,
      LD_PRELOAD: library,
      FAULT_DIR: `${home}/:${elsewhere}/`,
      FAULT_AT: String(at),
      FAULT_HOW: how,
      FAULT_COUNT: count,
      FAULT_ACK: acknowledged,
      FAULT_PROMISE: String(index),
      FAULT_HOME: home,
      FAULT_ELSEWHERE: elsewhere,
    },
  });
  const lines = existsSync(acknowledged) ? readFileSync(acknowledged, 'utf8').split('\n') : [];
  const numbers = existsSync(count) ? readFileSync(count, 'utf8').split(' ').map(Number) : [];
  const [calls = 0, ...names] = numbers;
  const isHung = ended.error !== undefined;
  return { acknowledged: new Set(lines.filter((line) => line !== '')), calls, names, isHung };
}

function pointsOf(
  { isFull }: Workshop,
  how: How,
  calls: number,
  names: readonly number[],
): readonly number[] {
  if (isFull) return spread(calls, calls);
  const after = (at: number) => Math.min(calls, Math.abs(at) + 1);
  const others = how === 'kill' ? names.filter((at) => at > 0) : [];
  const some = spread(others.length, SHORT_NAMES).flatMap((nth) => others[nth - 1] ?? []);
  // Right after each rename of the workspace itself, when it is in two places or in none.
  const ofWorkspace = how === 'kill' ? names.filter((at) => at < 0) : [];
  const points = [...spread(calls, SHORT[how]), ...[...some, ...ofWorkspace].map(after)];
  return [...new Set(points)].toSorted((a, b) => a - b);
}

/** The calls to try, evenly spread, including the first and the last. */
function spread(calls: number, wanted: number): readonly number[] {
  const tried = Math.min(calls, wanted);
  const step = tried > 1 ? (calls - 1) / (tried - 1) : 0;
  return Array.from({ length: tried }, (_, nth) => 1 + Math.round(nth * step));
}
