import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { type Change, Disk, readChanges } from './disk.ts';
import type { Line, Outcome } from './line.ts';
import { type Promised, promises } from './promises.ts';
import type { Scene, Workshop } from './workshop.ts';

/** Power cuts per promise; 1,000 in all in the full round. */
const CUTS = { short: 15, full: 150 } as const;
const CONTROL = { short: 16, full: 150 } as const;

const tried: ReadonlySet<string> = new Set([
  'create',
  'open, write and close',
  'issue',
  'change of passphrase',
  'rotate the data key',
  'copy',
  'backup',
]);

/**
 * Cuts the power in the middle of each promise's work: what was synced survives, of everything else
 * only a part. As a control, the same on a disk that never syncs.
 */
export function powerLines(workshop: Workshop): readonly Line[] {
  const size = workshop.isFull ? 'full' : 'short';
  const lines = [...promises.entries()].flatMap(([index, promised]): Line[] => {
    if (!tried.has(nameOf(promised))) return [];
    const run = () => cutEach({ workshop, index, cuts: CUTS[size], ignoresSyncs: false });
    return [{ fault: 'power', promise: promised.promise, run }];
  });
  return [...lines, controlLine(workshop, CONTROL[size])];
}

const nameOf = ({ promise }: Promised): string => promise.split(':')[0] ?? '';

/** Without syncs something must be lost, or the lines above prove nothing. */
function controlLine(workshop: Workshop, cuts: number): Line {
  const index = promises.findIndex((one) => nameOf(one) === 'open, write and close');
  return {
    fault: 'power',
    promise: 'a disk that never syncs loses work, and it is noticed here',
    async run() {
      const { tried: all, lost } = await cutEach({ workshop, index, cuts, ignoresSyncs: true });
      return { tried: all, lost: lost.length > 0 ? [] : ['nothing was lost'] };
    },
  };
}

interface Cutting {
  readonly workshop: Workshop;
  readonly index: number;
  readonly cuts: number;
  readonly ignoresSyncs: boolean;
}

async function cutEach({ workshop, index, cuts, ignoresSyncs }: Cutting): Promise<Outcome> {
  const promised = promises[index];
  if (promised === undefined) throw new Error('There is no such promise');
  const scene = workshop.scene(promised.isPrepared);
  const disk = new Disk([scene.home, scene.elsewhere], { ignoresSyncs });
  const { changes, ack } = recorded(workshop, index, scene);
  const missing = promised.steps.filter((step) => !acknowledgedIn(changes, ack).has(step));
  if (missing.length > 0) {
    return { tried: 0, lost: [`without a cut: not done: ${missing.join(', ')}`] };
  }
  const lost: string[] = [];
  const random = randomFrom(index + 1);
  const points = pointsOf(changes, cuts);
  let applied = 0;
  for (const point of points) {
    for (; applied < point; applied += 1) disk.apply(changes[applied] as Change);
    const one = workshop.scene(false);
    disk.writeTo([one.home, one.elsewhere], random);
    const acknowledged = acknowledgedIn(changes.slice(0, point), ack);
    const trouble = await promised
      .verify(one, acknowledged)
      .catch((error: unknown) => `it threw: ${String(error)}`);
    if (trouble !== null) lost.push(`after call ${point} of ${changes.length}: ${trouble}`);
    workshop.clear(one);
  }
  workshop.clear(scene);
  return { tried: points.length, lost };
}

/** Does the work and records its changes to the disk. */
function recorded({ files, recorder }: Workshop, index: number, { home, elsewhere }: Scene) {
  const [log, ack] = [`${home}.log`, `${home}.ack`];
  spawnSync(process.execPath, [files.child], {
    stdio: 'ignore',
    timeout: 60_000,
    env: {
      ...process.env,
      LD_PRELOAD: recorder,
      CUT_DIR: `${home}:${elsewhere}`,
      CUT_ACK: ack,
      CUT_LOG: log,
      FAULT_ACK: ack,
      FAULT_PROMISE: String(index),
      FAULT_HOME: home,
      FAULT_ELSEWHERE: elsewhere,
    },
  });
  const changes = existsSync(log) ? readChanges(log) : [];
  rmSync(log, { force: true });
  return { changes, ack };
}

/** What the process had acknowledged by then. */
function acknowledgedIn(changes: readonly Change[], ack: string): ReadonlySet<string> {
  const at = changes.findIndex(({ kind, path }) => kind === 'O' && path === ack);
  const opened = changes[at];
  // Earlier changes don't count: a deleted file may have had the same inode.
  const text = changes
    .slice(at)
    .filter(({ kind, inode }) => kind === 'W' && inode === opened?.inode)
    .map(({ bytes }) => bytes.toString())
    .join('');
  return new Set(text.split('\n').filter((line) => line !== ''));
}

/**
 * Where the power is cut, as a number of calls: spread over the moments right before and after each
 * sync, repeated as often as needed.
 */
function pointsOf(changes: readonly Change[], cuts: number): readonly number[] {
  const syncs = changes.flatMap(({ kind }, at) => (kind === 'S' ? [at, at + 1] : []));
  const step = syncs.length / cuts;
  return Array.from({ length: cuts }, (_, nth) => syncs[Math.floor(nth * step)] ?? changes.length);
}

/** Seeded random numbers (mulberry32), so that every loss can be reproduced. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
