/**
 * Tries what SAFETY promises: the process is killed, or the disk fails, at each call that changes a
 * file, and what was acknowledged has to be there afterwards. One line for each promise: tried,
 * survived, lost.
 *   npm run test:faults            a spread of some calls
 *   npm run test:faults -- --full  each one
 *   npm run test:faults -- --only=rename
 */
import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { draft, makeApplication, openFaultCore } from './fault-core.ts';
import { type Promised, promises, type Scene } from './promises.ts';

type How = 'kill' | 'eio' | 'enospc';

interface Line {
  readonly promise: string;
  readonly how: How;
  readonly tried: number;
  readonly lost: readonly string[];
}

const isFull = process.argv.includes('--full');
const only = process.argv.find((arg) => arg.startsWith('--only='))?.slice('--only='.length) ?? '';
/** Calls that are tried for each promise in the short round. */
const SHORT = 5;
const folder = mkdtempSync(join(tmpdir(), 'latchkey-faults-'));
const memory = mkdtempSync(
  join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'latchkey-faults-'),
);
const library = join(folder, 'fault-at.so');
const template = join(folder, 'template');

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function prepare(): Promise<void> {
  const source = join(import.meta.dirname, 'fault-at.c');
  execFileSync('cc', ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl', '-lpthread']);
  const core = openFaultCore(template);
  await core.call('workspace:create', draft);
  await makeApplication(core, 'Kept');
  await core.core.close();
}

let scenes = 0;

function scene({ isPrepared }: Promised): Scene {
  scenes += 1;
  const home = join(folder, `home-${scenes}`);
  const elsewhere = join(memory, String(scenes));
  mkdirSync(elsewhere);
  if (isPrepared) cpSync(template, home, { recursive: true });
  else mkdirSync(home);
  return { home, elsewhere };
}

/** Runs the work with a fault. @returns what it acknowledged, and how many calls it made. */
function interrupt(index: number, { home, elsewhere }: Scene, how: How, at: number) {
  const acknowledged = `${home}.ack`;
  const count = `${home}.count`;
  spawnSync(process.execPath, [join(import.meta.dirname, 'child.ts')], {
    stdio: 'ignore',
    timeout: 60_000,
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
  const calls = existsSync(count) ? Number(readFileSync(count, 'utf8')) : 0;
  return { acknowledged: new Set(lines.filter((line) => line !== '')), calls };
}

function clear({ home, elsewhere }: Scene): void {
  for (const path of [home, `${home}.ack`, `${home}.count`, elsewhere]) {
    rmSync(path, { recursive: true, force: true });
  }
}

/** Which calls are tried: all of them, or a spread with the first and the last. */
function spread(calls: number): readonly number[] {
  const all = Array.from({ length: calls }, (_, at) => at + 1);
  if (isFull || calls <= SHORT) return all;
  const step = (calls - 1) / (SHORT - 1);
  return Array.from({ length: SHORT }, (_, nth) => all[Math.round(nth * step)] ?? calls);
}

async function tryPromise(index: number, promised: Promised, how: How): Promise<Line> {
  const { promise } = promised;
  const whole = scene(promised);
  const { calls } = interrupt(index, whole, how, 0);
  clear(whole);
  const lost: string[] = [];
  const points = spread(calls);
  for (const at of points) {
    const one = scene(promised);
    const { acknowledged } = interrupt(index, one, how, at);
    const trouble = await promised
      .verify(one, acknowledged)
      .catch((error: unknown) => `it threw: ${String(error)}`);
    if (trouble !== null) lost.push(`call ${at} of ${calls}: ${trouble}`);
    clear(one);
  }
  return { promise, how, tried: points.length, lost };
}

const hows: readonly How[] = isFull ? ['kill', 'eio', 'enospc'] : ['kill'];
let isKept = true;
try {
  await prepare();
  if (statSync(folder).dev === statSync(memory).dev)
    say('No second file system: moving is a rename.');
  for (const [index, promised] of promises.entries()) {
    if (!promised.promise.startsWith(only)) continue;
    for (const how of index === 0 && !isFull ? (['kill', 'eio'] as const) : hows) {
      const { promise, tried, lost } = await tryPromise(index, promised, how);
      say(
        `${how.padEnd(6)} ${promise}: tried ${tried}, survived ${tried - lost.length}, lost ${lost.length}`,
      );
      for (const line of lost) say(`         ${line}`);
      isKept &&= tried > 0 && lost.length === 0;
    }
  }
} finally {
  for (const path of [folder, memory]) rmSync(path, { recursive: true, force: true });
}
process.exitCode = isKept ? 0 : 1;
