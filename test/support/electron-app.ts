import { appendFile, cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inject, type RunnerTestCase, test, vi } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram, type Program } from '../../build/drive/program.ts';
import { open } from '../../build/drive/screens.ts';
import { projectRoot } from '../../build/runtime/project.ts';

import { cheapGuesses } from './kdf-cost.ts';
import { createRoamingWindow, temporaryHome } from './roaming-window.ts';

type Environment = Readonly<Record<string, string>>;

/** One for all files of this process, which also share the module; the fixture closes it. */
const roamingWindow = createRoamingWindow();

const remove = (home: string): Promise<void> => rm(home, { recursive: true, force: true });

/** Copies a new workspace into `home` if there is none. */
export function layOutWorkspace(home: string): Promise<void> {
  return cp(inject('workspace'), join(home, 'workspace.latchkey'), { force: false });
}

/** The data directory of a window that tests share. */
export function homeOf({ electron }: Program): Promise<string> {
  return electron.evaluate(() => process.env['LATCHKEY_HOME'] ?? '');
}

/** The workspace file of a window that tests share. */
export function fileOf({ page }: Program): Promise<string> {
  return page.evaluate(`latchkey.call('workspace:state', {}).then(({ value }) => value.file)`);
}

/** Signs in, and leaves Home, which most tests are not about, for the page that they begin on. */
async function enterAtApplications(page: Page): Promise<void> {
  await enterWorkspace(page);
  const current = page.getByRole('navigation').locator('[aria-current="page"]');
  if ((await current.getAttribute('href')) === '#home') await open(page, 'Applications');
}

/** Saves a failed test's last screen in out/e2e. */
async function keepPicture(task: Readonly<RunnerTestCase>, program?: Program): Promise<void> {
  if (task.result?.state !== 'fail') return;
  const picture = join(projectRoot, 'out/e2e', `${task.name.replaceAll(/\W+/g, '-')}.png`);
  await program?.screenshot(picture).catch(() => undefined);
}

async function reportAfterwards(error: unknown): Promise<void> {
  await appendFile(inject('afterwards'), `${String(error)}\n`);
}

function refuseProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`Went wrong by itself:\n${problems.join('\n')}`);
}

/**
 * A test in a real window. `shared` is signed in to a workspace that was new when its file began:
 * for tests that don't mind each other's leftovers. `locked` is the same before sign-in, and `fresh`
 * goes to another new workspace for this test: the tests after it are in that one. All three are the
 * window that goes from file to file: a test that ends it, or leaves it unfit, calls
 * `roaming.spoil()` or quits it. Tests that start the program in their own way or restart it use
 * `open`, `openLocked`, which doesn't create a workspace, or `program`: a window of their own in
 * their own data directory, `home`.
 * A test fails on any unexpected problem: a page exception, a console error, a CSP violation, a
 * crash, or a program that doesn't quit.
 */
export const it = test
  // oxlint-disable-next-line no-empty-pattern -- vitest reads from it what a fixture needs
  .extend('home', async ({}, { onCleanup }) => {
    const home = await temporaryHome();
    onCleanup(() => remove(home));
    return home;
  })
  .extend('start', async ({ home, task }, { onCleanup }) => {
    const opened: Program[] = [];
    onCleanup(async () => {
      await keepPicture(task, opened.at(-1));
      for (const program of opened) await program.close();
      refuseProblems(opened.flatMap((program) => program.problems));
    });
    return async (more: readonly string[], env: Environment = {}): Promise<Program> => {
      const program = await openProgram(inject('electron'), home, more, {
        env: { ...cheapGuesses, ...env },
      });
      opened.push(program);
      return program;
    };
  })
  .extend(
    'openLocked',
    ({ start }) =>
      (...more: readonly string[]) =>
        start(more),
  )
  .extend('open', ({ home, start }) => async (env?: Environment): Promise<Program> => {
    await layOutWorkspace(home);
    const program = await start([], env);
    await enterAtApplications(program.page);
    return program;
  })
  .extend('program', ({ open }) => open())
  // oxlint-disable-next-line no-empty-pattern -- as above
  .extend('roaming', { scope: 'worker' }, ({}, { onCleanup }) => {
    // Vitest hears of no error that comes after the last file.
    onCleanup(() => roamingWindow.close().catch(reportAfterwards));
    return roamingWindow;
  })
  .extend('window', { scope: 'file' }, ({ roaming }) =>
    roaming.goToNew({ lastPlace: 'applications' }),
  )
  .extend('watch', ({ roaming, task }, { onCleanup }) => {
    const watched: { readonly program: Program; readonly before: number }[] = [];
    onCleanup(async () => {
      await keepPicture(task, watched.at(-1)?.program);
      const problems = watched.flatMap(({ program, before }) => program.problems.slice(before));
      if (task.result?.state === 'fail') roaming.spoil();
      refuseProblems(problems);
    });
    return (program: Program): Program => {
      watched.push({ program, before: program.problems.length });
      return program;
    };
  })
  .extend('fresh', async ({ roaming, watch }) => watch(await roaming.goToNew()))
  .extend('locked', ({ window, watch }) => watch(window))
  .extend('shared', async ({ locked }) => {
    const ask = `latchkey.call('workspace:state', {}).then(({ value }) => value.phase)`;
    // A lock that the test before asked for may be replacing the page.
    const phase = await vi.waitUntil(() => locked.page.evaluate(ask).catch(() => null), {
      timeout: 10_000,
    });
    if (phase !== 'open') await enterAtApplications(locked.page);
    return locked;
  });
