import {
  appendFileSync,
  readdirSync,
  readFileSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { PAGE_BYTES } from '../../electron/base/database/file-header.ts';
import { t } from '../../shared/words/words.ts';
import { type FaultCore, openIn, PASSPHRASE, withCore } from './fault-core.ts';
import type { Line, Outcome } from './line.ts';
import { type Found, look } from './look-at.ts';
import type { Scene, Workshop } from './workshop.ts';

const SHORT = 60;
const FULL = 500;
const BATCH = 20;

/** Seeded random numbers from 0 to `end`, so that every failure can be reproduced. */
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
    {
      fault: 'salvage',
      promise:
        'files altered at random: each row on a page that is whole is salvaged, none wrongly',
      run: () => trySalvage(workshop),
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

/** Compares what was salvaged with what is on undamaged pages. */
async function trySalvage(workshop: Workshop): Promise<Outcome> {
  const [whole] = look(workshop, [workshop.scene(true)]);
  const names = Object.keys(damages);
  const lost: string[] = [];
  let [readable, salvaged, rows] = [0, 0, 0];
  const tried = workshop.isFull ? FULL : SHORT;
  for (let nth = 0; nth < tried; nth += 1) {
    const scene = workshop.scene(true);
    const name = names[nth % names.length] ?? '';
    damages[name]?.(scene.home, dice(nth));
    const trial = await withCore(scene.home, (core) => salvageIn(core, scene, name, whole)).catch(
      (error: unknown) => `it threw: ${String(error)}`,
    );
    if (typeof trial === 'string') lost.push(`${nth}, ${name}: ${trial}`);
    else {
      readable += trial.readable;
      salvaged += trial.salvaged;
      rows += 1;
    }
    workshop.clear(scene);
  }
  return { tried, lost, note: `${rows} files, ${readable} rows readable, ${salvaged} salvaged` };
}

async function salvageIn(
  core: FaultCore,
  { home, elsewhere }: Scene,
  name: string,
  whole: Found | undefined,
) {
  const out = join(elsewhere, 'salvaged.latchkey');
  core.shell.saveTo = { path: out };
  const done = await core.call('rescue:salvage', { passphrase: PASSPHRASE });
  if (!done.ok) {
    // Nothing can be read without any key slots, or from a file truncated near its start.
    const isNothing = name === 'trailer and mirror' || sizeOf(home) < 2 * PAGE_BYTES;
    return isNothing ? { readable: 0, salvaged: 0 } : `refused: ${done.error.code}`;
  }
  if (done.value === null) return 'nothing was asked';
  const { readable, salvaged } = done.value;
  if (salvaged < readable) return `${salvaged} of ${readable} rows: ${JSON.stringify(done.value)}`;
  await core.call('workspace:switch', { file: out });
  const found = await openIn(core);
  // The lost part may be a token's text.
  if (String(found).startsWith('a token does not open')) return { readable, salvaged };
  if (typeof found === 'string') return `it does not open: ${found}`;
  const known = new Set([...(Array.isArray(whole) ? whole : []), t('salvage.application')]);
  const wrong = found.filter((one) => !known.has(one));
  return wrong.length === 0 ? { readable, salvaged } : `read wrongly: ${wrong.join()}`;
}

/** A refusal is fine; opening with different content isn't. */
function troubleOf(found: Found, whole: readonly string[]): string | null {
  if (typeof found !== 'string') {
    return found.join() === whole.join() ? null : `read wrongly: ${found.join()}`;
  }
  return /^[a-z]+\/[a-z-]+$|^a token does not open/.test(found) ? null : found;
}

const sizeOf = (home: string): number => statSync(fileIn(home)).size;

const noise = (roll: Roll, length: number): Buffer =>
  Buffer.from(Array.from({ length }, () => roll(256)));

/** Changes one to eight bytes between `start` and `end`. */
function flip(file: string, roll: Roll, start: number, end: number): void {
  const bytes = readFileSync(file);
  for (let count = 1 + roll(8); count > 0; count -= 1) {
    const at = start + roll(end - start);
    bytes[at] = (bytes[at] ?? 0) ^ (1 + roll(255));
  }
  writeFileSync(file, bytes);
}
