import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProgram, type Program } from '../drive/program.ts';
import { settled } from '../drive/settled.ts';
import { ensureDisplay, hasDisplay } from '../runtime/display.ts';
import { ensureNeeds } from '../runtime/install-needs.ts';
import { ensureOutputs } from '../runtime/outputs.ts';
import { orExit, readyRuntime } from '../runtime/ready.ts';
import { displayNeeds, testNeeds, windowNeeds } from '../runtime/system-needs.ts';
import { checkExports } from './check-exports.ts';
import { everyLookDisplay, shootEveryLook } from './every-look.ts';
import { keepGuidePictures } from './guide-pictures.ts';
import { doTheJob } from './job.ts';
import { lookAround } from './look-around.ts';
import { readOptions, type TourOptions } from './options.ts';
import { createSteps, type Steps } from './steps.ts';

const print = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

/** Deletes files of an earlier tour, which must not be mistaken for those of this one. */
async function clear(screens: string, exports: string): Promise<void> {
  for (const folder of [screens, exports]) await mkdir(folder, { recursive: true });
  const old = (await readdir(screens)).filter((name) => /^\d\d-.*\.png$/.test(name));
  await Promise.all(old.map((name) => rm(join(screens, name))));
  const files = await readdir(exports);
  const ours = files.filter((name) =>
    /^(tokens?|jwks|certificate|haproxy|revoc|latchkey)/.test(name),
  );
  await Promise.all(ours.map((name) => rm(join(exports, name), { recursive: true })));
}

/** Saves screenshots as `NN-name.png`, numbered in order. */
function camera(program: Program, screens: string): (name: string) => Promise<void> {
  let count = 0;
  return async (name) => {
    count += 1;
    // Focus on an element far below can scroll the root, which leaves an empty window.
    const top = await program.page.evaluate(
      `document.getElementById('root').getBoundingClientRect().top`,
    );
    if (top !== 0) throw new Error(`the window's content is ${String(top)} px away`);
    await settled(program.page);
    await program.screenshot(join(screens, `${String(count).padStart(2, '0')}-${name}.png`));
  };
}

async function tour({ out, apis }: TourOptions, steps: Steps): Promise<void> {
  const screens = join(out, 'screens');
  const exports = join(out, 'export');
  await clear(screens, exports);
  const home = await mkdtemp(join(tmpdir(), 'latchkey-tour-'));
  const program = await openProgram(await readyRuntime(), home);
  const shot = camera(program, screens);
  try {
    const all = { program, steps, shot, exports, apis };
    const seen = await doTheJob(all);
    await lookAround(all);
    await checkExports(exports, seen, steps);
    await keepGuidePictures(screens, out);
  } catch (error) {
    steps.caught(error);
    // The screen where the tour stopped.
    await shot('failed').catch(() => undefined);
  }
  await steps.check('no errors occurred, and it quits', async () => {
    await program.close();
    if (program.problems.length > 0) throw new Error(program.problems.join('; '));
  });
  await rm(home, { recursive: true, force: true });
}

/** Who asks for a part has seen the rest. */
function isPart({ looks, sizes, places }: TourOptions): boolean {
  return [looks, sizes, places].some(({ length }) => length > 0);
}

async function tourEveryLook(options: TourOptions, steps: Steps): Promise<void> {
  const { out } = options;
  // Of an earlier tour: they must not be mistaken for those of this one.
  if (!isPart(options)) await rm(join(out, 'all'), { recursive: true, force: true });
  const home = await mkdtemp(join(tmpdir(), 'latchkey-tour-'));
  const program = await openProgram(await readyRuntime(), home);
  await steps.check('every look', () => shootEveryLook(program, out, steps, options));
  await program.close();
  await rm(home, { recursive: true, force: true });
}

// npm runs scripts in the project folder, and passes the caller's folder in INIT_CWD.
const options = orExit(
  readOptions(process.argv.slice(2), process.env['INIT_CWD'] ?? process.cwd()),
);
orExit(ensureNeeds(hasDisplay() ? windowNeeds : [...windowNeeds, ...displayNeeds]));
// HAProxy to check its configuration, and fonts for the pictures: both are optional.
ensureNeeds(testNeeds);
orExit(await ensureOutputs());
const takeDisplayAway = await ensureDisplay(
  process.env,
  options.isAll ? everyLookDisplay : undefined,
);
const steps = createSteps(print);
if (!isPart(options)) await tour(options, steps);
if (options.isAll) await tourEveryLook(options, steps);
await takeDisplayAway();
const failures = steps.failures();
print(
  failures === 0 ? `\nTour saved in ${options.out}` : `\n${failures} failed; see ${options.out}`,
);
process.exit(failures === 0 ? 0 : 1);
