import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram, type Program, WAIT_FOR_DRIVER } from '../../build/drive/program.ts';
import { open, openTab } from '../../build/drive/screens.ts';
import { ensureDisplay } from '../../build/runtime/display.ts';
import { launchArguments, launchEnvironment } from '../../build/runtime/launch.ts';
import { ensureOutputs } from '../../build/runtime/outputs.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { orExit, readyRuntime } from '../../build/runtime/ready.ts';
import type { Runtime } from '../../build/runtime/runtime.ts';
import { cheapGuesses } from '../support/kdf-cost.ts';
import { type Row, rowOf } from './measure.ts';
import { newFolder, sharedHome } from './workspace.ts';

/** Starts are taken in turns with their reference; the shortest of each counts. */
const STARTS = 3;
const MB = 2 ** 20;
/** How much more memory an export may take, in MB. */
const EXPORT_LIMIT = 64;

interface Bare {
  readonly electron: ElectronApplication;
  readonly page: Page;
}

/** A window with one query and a list of its own: what any program takes at least. */
async function openBare(runtime: Runtime): Promise<Bare> {
  const [flags] = [launchArguments().slice(0, -1)];
  const home = await mkdtemp(join(tmpdir(), 'latchkey-bare-'));
  const electron = await _electron.launch({
    executablePath: runtime.executable,
    args: ['-r', WAIT_FOR_DRIVER, ...flags, join(projectRoot, 'test/bench/bare/main.mjs')],
    env: { ...launchEnvironment(runtime), BARE_HOME: home },
  });
  electron.on('close', () => void rm(home, { recursive: true, force: true }));
  const page = await electron.firstWindow();
  await page.locator('#root > *').waitFor({ state: 'attached' });
  return { electron, page };
}

const openOurs = (runtime: Runtime, home: string): Promise<Program> =>
  openProgram(runtime, home, [], { env: cheapGuesses });

/** Milliseconds until the sign-in screen is there. */
async function startOf(start: () => Promise<{ close: () => Promise<void> }>): Promise<number> {
  const from = performance.now();
  const program = await start();
  const ms = performance.now() - from;
  await program.close();
  return ms;
}

async function starts(runtime: Runtime, home: string): Promise<Row> {
  const least = { ours: Number.POSITIVE_INFINITY, bare: Number.POSITIVE_INFINITY };
  for (let round = 0; round < STARTS; round += 1) {
    const bare = startOf(async () => {
      const { electron } = await openBare(runtime);
      return { close: () => electron.close() };
    });
    least.bare = Math.min(least.bare, await bare);
    const ours = startOf(async () => {
      const program = await openOurs(runtime, home);
      await program.page.getByRole('button', { name: 'Sign in' }).waitFor();
      return program;
    });
    least.ours = Math.min(least.ours, await ours);
  }
  return rowOf('start to sign-in, against a bare window with one query', {
    figure: least.ours,
    limit: least.bare,
    goal: 1.4,
  });
}

/** The memory of all processes of a program, in MB. */
function memoryOf(electron: ElectronApplication): Promise<number> {
  return electron.evaluate(({ app }) =>
    app.getAppMetrics().reduce((sum, { memory }) => sum + memory.workingSetSize / 1024, 0),
  );
}

/** The longest that the tasks after a sign-in may take, in seconds: rows are proved, the file is checked. */
const TASKS_SECONDS = 240;

/** The same once no task runs any more: the lowest of ten seconds. */
async function idleMemoryOf(electron: ElectronApplication): Promise<number> {
  const tasks = () =>
    electron.evaluate(
      ({ app }) => app.getAppMetrics().filter(({ name }) => name === 'latchkey-task').length,
    );
  for (let second = 0; second < TASKS_SECONDS && (await tasks()) > 0; second += 1) await wait(1000);
  let least = Number.POSITIVE_INFINITY;
  for (let second = 0; second < 10; second += 1) {
    least = Math.min(least, await memoryOf(electron));
    await wait(1000);
  }
  const processes = await electron.evaluate(({ app }) =>
    app.getAppMetrics().map(({ type, name, memory }) => ({
      type,
      name,
      mb: Math.round(memory.workingSetSize / 1024),
    })),
  );
  console.error(JSON.stringify(processes));
  return least;
}

/** Runs in the page: notes how long each frame takes, until it is asked. */
const WATCH = `window.frames33 = 0; window.watching = true; {
  let last = performance.now();
  const step = (at) => {
    if (at - last > 33) window.frames33 += 1;
    last = at;
    if (window.watching) requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
}`;

/** How many frames took longer than 33 ms meanwhile. */
async function framesOf(page: Page, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(WATCH);
  await work();
  return await page.evaluate<number>('window.watching = false, window.frames33');
}

/** Scrolls the list on screen by so many frames of 50 rows each. */
const scroll = (frames: number): string => `new Promise((done) => {
  const list = [...document.querySelectorAll('*')].find((one) =>
    one.scrollHeight > one.clientHeight + 2000 && /auto|scroll/.test(getComputedStyle(one).overflowY));
  let left = ${frames};
  const step = () => {
    list.scrollTop += 2000;
    left -= 1;
    if (left > 0) requestAnimationFrame(step);
    else done(list.scrollTop);
  };
  step();
})`;

/** A fifth of a million rows further than anybody scrolls by hand: 10,000 rows. */
const SCROLLED = 200;

/**
 * Start, memory and frames in the real window, against a bare one; then a journey through it, with
 * pictures in `out/bench`.
 */
export async function windowRowsAt(tokens: number): Promise<readonly Row[]> {
  orExit(await ensureOutputs());
  const takeDisplayAway = await ensureDisplay();
  try {
    const runtime = await readyRuntime();
    const home = await sharedHome(tokens);
    const first = await starts(runtime, home);
    const bare = await openBare(runtime);
    const reference = {
      memory: await memoryOf(bare.electron),
      frames: await framesOf(bare.page, async () => bare.page.evaluate(scroll(SCROLLED))),
    };
    await bare.electron.close();
    const program = await openOurs(runtime, home);
    const rows = [first];
    try {
      await journey(program, reference, tokens, rows);
      return rows;
    } catch (error) {
      console.error(error);
      const failed = { figure: Number.POSITIVE_INFINITY, limit: 1, goal: 1 };
      return [...rows, rowOf('the journey, which stopped', failed)];
    } finally {
      // A window that is gone has no picture, but what was measured in it counts.
      await program.screenshot(join(projectRoot, 'out/bench', 'last.png')).catch(console.error);
      await program.close();
    }
  } finally {
    await takeDisplayAway();
  }
}

interface Reference {
  readonly memory: number;
  readonly frames: number;
}

/** @param rows gets what was measured, even if a later step fails. */
async function journey(
  program: Program,
  reference: Reference,
  tokens: number,
  rows: Row[],
): Promise<void> {
  const { page, electron } = program;
  const picture = (name: string): Promise<void> =>
    program.screenshot(join(projectRoot, 'out/bench', `${name}.png`));
  const memory = (what: string, mb: number, goal: number): Row =>
    rowOf(`memory at ${tokens} tokens, ${what}, against a bare window`, {
      figure: mb * MB,
      limit: reference.memory * MB,
      goal,
      unit: 'bytes',
    });
  const frames = (what: string, count: number): Row =>
    rowOf(`frames over 33 ms while ${what}, against scrolling a bare list`, {
      figure: count,
      limit: Math.max(1, reference.frames),
      goal: 1,
      unit: 'frames',
    });
  await enterWorkspace(page);
  await open(page, 'Tokens');
  const grid = page.getByRole('grid', { name: 'Tokens' });
  await grid.getByRole('row').nth(5).waitFor();
  await picture('1-signed-in');
  rows.push(memory('idle', await idleMemoryOf(electron), 1.5));

  rows.push(frames('scrolling', await framesOf(page, () => page.evaluate(scroll(SCROLLED)))));
  rows.push(memory('after scrolling 10,000 rows', await memoryOf(electron), 1.7));
  await picture('2-scrolled');

  const search = page.getByRole('searchbox', { name: 'Search tokens' });
  const typing = await framesOf(page, async () => {
    await search.pressSequentially('Orchard', { delay: 80 });
    await grid
      .getByRole('row', { name: /Orchard/ })
      .first()
      .waitFor();
  });
  rows.push(frames('typing in a search', typing));
  await picture('3-search');
  await search.fill('');

  const counted = page.getByRole('button', {
    name: /^Export (?:[\d,]+|more than [\d,]+) tokens…$/,
  });
  const filtering = await framesOf(page, async () => {
    await page.getByRole('button', { name: 'Revoked', exact: true }).click();
    await counted.waitFor();
  });
  rows.push(frames('filtering, until the matches are counted', filtering));
  await picture('4-filtered');

  await page.getByRole('button', { name: 'Active', exact: true }).click();
  await grid.getByRole('gridcell', { name: 'Revoked' }).first().waitFor({ state: 'detached' });
  await grid.getByRole('gridcell', { name: 'Active', exact: true }).first().click();
  const revoking = await framesOf(page, async () => {
    await page.getByRole('button', { name: 'Revoke…' }).click();
    await page.getByRole('button', { name: 'Revoke 1 token', exact: true }).click();
    await page.getByText('1 token revoked').first().waitFor();
  });
  rows.push(frames('revoking', revoking));
  await picture('5-revoked');

  await open(page, 'Applications');
  const applications = page.getByRole('main').locator('[role=row], [role=option]');
  await applications.nth(8).waitFor();
  const selecting = await framesOf(page, async () => {
    for (let row = 2; row < 8; row += 1) await applications.nth(row).click();
  });
  rows.push(frames('selecting', selecting));
  await page.keyboard.press('End');
  await wait(1000);
  await picture('6-end-of-applications');

  await page.getByRole('searchbox').first().fill('Bench');
  await applications.filter({ hasText: 'Bench' }).first().click();
  await openTab(page, 'Production Keys');
  const again = page.getByRole('button', { name: 'Re-generate', exact: true });
  await again.waitFor();
  const regenerating = await framesOf(page, async () => {
    await again.click();
    await page.getByText(/has a new access token/).waitFor();
  });
  rows.push(frames('re-generating', regenerating));
  await picture('7-re-generated');

  rows.push(await exporting(program));
  await picture('8-exported');
}

/** The peak of all processes' memory while everything is exported. */
async function exporting({ page, electron, answerSave }: Program): Promise<Row> {
  await answerSave(join(newFolder(), 'tokens.json'));
  const before = await memoryOf(electron);
  let peak = before;
  const job = page.evaluate(
    `latchkey.call('token:export', { selection: { of: 'everything' }, format: 'json', encryption: null })`,
  );
  const ended = job.then(() => 'ended');
  while ((await Promise.race([ended, wait(250)])) !== 'ended') {
    peak = Math.max(peak, await memoryOf(electron));
  }
  return rowOf('memory while exporting everything, more than before', {
    figure: (peak - before) * MB,
    limit: EXPORT_LIMIT * MB,
    goal: 1,
    unit: 'bytes',
  });
}
