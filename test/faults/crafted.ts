import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { PAGE_BYTES } from '../../electron/base/database/file-header.ts';
import type { Line, Outcome } from './line.ts';
import type { Scene, Workshop } from './workshop.ts';

const SHORT = 60;
const FULL = 500;
/** One of them takes a tenth of a second. */
const LONGEST_MS = 30_000;
const BATCH = 20;

/** A number from 0 to `end`, the same in every run: what is found once is found again. */
function dice(seed: number): (end: number) => number {
  let state = seed;
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) % end;
  };
}

const fileIn = (home: string): string => join(home, 'workspace.latchkey');
const slotsIn = (home: string): string =>
  join(home, 'slots', readdirSync(join(home, 'slots'))[0] ?? '');

type Roll = ReturnType<typeof dice>;
const damages: Readonly<Record<string, (home: string, roll: Roll) => void>> = {
  header: (home, roll) => flip(fileIn(home), roll, 0, 24),
  'first page': (home, roll) => flip(fileIn(home), roll, 24, PAGE_BYTES),
  pages: (home, roll) => flip(fileIn(home), roll, PAGE_BYTES, sizeOf(home) - PAGE_BYTES),
  trailer: (home, roll) => flip(fileIn(home), roll, sizeOf(home) - PAGE_BYTES, sizeOf(home)),
  mirror: (home, roll) => flip(slotsIn(home), roll, 0, statSync(slotsIn(home)).size),
  'trailer and mirror': (home, roll) => {
    flip(fileIn(home), roll, sizeOf(home) - PAGE_BYTES, sizeOf(home) - PAGE_BYTES + 300);
    flip(slotsIn(home), roll, 0, statSync(slotsIn(home)).size);
  },
  'cut off': (home, roll) => truncateSync(fileIn(home), roll(sizeOf(home))),
  'more at its end': (home, roll) => appendFileSync(fileIn(home), noise(roll, roll(20_000))),
  'keys file': (home, roll) => writeFileSync(`${fileIn(home)}-keys`, noise(roll, roll(3000))),
  WAL: (home, roll) => writeFileSync(`${fileIn(home)}-wal`, noise(roll, 32 + roll(20_000))),
};

/** Files that no program wrote. */
export function craftedLines(workshop: Workshop): readonly Line[] {
  return [
    {
      fault: 'damaged',
      promise: 'files altered at random: no hang, no crash, nothing is read wrongly',
      run: () => tryCrafted(workshop),
    },
  ];
}

async function tryCrafted(workshop: Workshop): Promise<Outcome> {
  const [whole] = look(workshop, [workshop.scene(true)]);
  if (whole === undefined || typeof whole === 'string') {
    return { tried: 0, lost: [`an undamaged one does not open: ${whole}`] };
  }
  const names = Object.keys(damages);
  const all = Array.from({ length: workshop.isFull ? FULL : SHORT }, (_, nth) => nth);
  const lost: string[] = [];
  for (let from = 0; from < all.length; from += BATCH) {
    const batch = all.slice(from, from + BATCH);
    const scenes = batch.map((nth) => {
      const scene = workshop.scene(true);
      damages[names[nth % names.length] ?? '']?.(scene.home, dice(nth));
      return scene;
    });
    for (const [nth, found] of look(workshop, scenes).entries()) {
      const trouble = troubleOf(found, whole);
      const number = from + nth;
      if (trouble !== null) lost.push(`${number}, ${names[number % names.length]}: ${trouble}`);
    }
    for (const scene of scenes) workshop.clear(scene);
  }
  return { tried: all.length, lost };
}

type Found = z.infer<typeof foundSchema>;
const foundSchema = z.union([z.string(), z.array(z.string())]);

/** Opens them in another process. A hang or a crash is reported for the current one. */
function look({ files }: Workshop, scenes: readonly Scene[]): readonly Found[] {
  const found: Found[] = [];
  while (found.length < scenes.length) {
    const homes = scenes.slice(found.length).map(({ home }) => home);
    const ended = spawnSync(process.execPath, [files.look, ...homes], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: LONGEST_MS,
      killSignal: 'SIGKILL',
    });
    const lines = ended.stdout.split('\n').filter((line) => line !== '');
    found.push(...lines.map((line) => foundSchema.parse(JSON.parse(line))));
    if (lines.length < homes.length) {
      found.push(ended.error === undefined ? `it crashes: ${ended.signal}` : 'it hangs');
    }
  }
  return found;
}

/** Refused is well; opened and other than it was is not. */
function troubleOf(found: Found, whole: readonly string[]): string | null {
  if (typeof found !== 'string') {
    return found.join() === whole.join() ? null : `read wrongly: ${found.join()}`;
  }
  return /^[a-z]+\/[a-z-]+$|^a token does not open/.test(found) ? null : found;
}

const sizeOf = (home: string): number => statSync(fileIn(home)).size;

const noise = (roll: Roll, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => roll(256)));

/** Another value in one to eight bytes from `start` to `end`. */
function flip(file: string, roll: Roll, start: number, end: number): void {
  const bytes = readFileSync(file);
  for (let count = 1 + roll(8); count > 0; count -= 1) {
    const at = start + roll(end - start);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + roll(255));
  }
  writeFileSync(file, bytes);
}
