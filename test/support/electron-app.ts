import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { inject, type RunnerTestCase, test, vi } from 'vitest';
import { enterWorkspace } from '../../build/drive/enter.ts';
import { openProgram, type Program } from '../../build/drive/program.ts';
import { open } from '../../build/drive/screens.ts';
import { projectRoot } from '../../build/runtime/project.ts';

import { cheapGuesses } from './kdf-cost.ts';

type Environment = Readonly<Record<string, string>>;

const temporaryHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'latchkey-e2e-'));
const remove = (home: string): Promise<void> => rm(home, { recursive: true, force: true });

/** Copies a new workspace into `home` if there is none. */
export function layOutWorkspace(home: string): Promise<void> {
  return cp(inject('workspace'), join(home, 'workspace.latchkey'), { force: false });
}

/** The data directory of a window that tests share. */
export function homeOf({ electron }: Program): Promise<string> {
  return electron.evaluate(() => process.env['LATCHKEY_HOME'] ?? '');
}

/** Signs in and leaves Home, which most tests are not about, for the page that they begin on. */
async function enterAtApplications(page: Page): Promise<void> {
  await enterWorkspace(page);
  const current = page.getByRole('navigation').locator('[aria-current="page"]');
  if ((await current.getAttribute('href')) === '#home') await open(page, 'Applications');
}

/** A window that the tests of a file share. @param prepare puts something into its data directory first. */
export async function openForFile(
  onCleanup: (cleanUp: () => Promise<void>) => void,
  prepare: (home: string) => Promise<void> = async () => {},
): Promise<Program> {
  const home = await temporaryHome();
  await prepare(home);
  const program = await openProgram(inject('electron'), home, [], { env: cheapGuesses });
  onCleanup(async () => {
    await program.close();
    await remove(home);
  });
  return program;
}

/** Saves a failed test's last screen in out/e2e. */
async function keepPicture(task: Readonly<RunnerTestCase>, program?: Program): Promise<void> {
  if (task.result?.state !== 'fail') return;
  const picture = join(projectRoot, 'out/e2e', `${task.name.replaceAll(/\W+/g, '-')}.png`);
  await program?.screenshot(picture).catch(() => undefined);
}

function refuseProblems(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(`Went wrong by itself:\n${problems.join('\n')}`);
}

/**
 * A test in a real window. `program` is the built program, signed in to a new workspace in its own
 * data directory, `home`. Tests that restart it or prepare files use `open` instead; tests of the
 * screens before sign-in use `openLocked`, which starts with an empty directory. `shared` is signed
 * in too, but one for all tests of a file: for tests that don't mind each other's leftovers.
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
  .extend('window', { scope: 'file' }, ({}, { onCleanup }) =>
    openForFile(onCleanup, layOutWorkspace),
  )
  .extend('shared', async ({ window, task }, { onCleanup }) => {
    const before = window.problems.length;
    onCleanup(async () => {
      await keepPicture(task, window);
      refuseProblems(window.problems.slice(before));
    });
    const ask = `latchkey.call('workspace:state', {}).then(({ value }) => value.phase)`;
    // A lock that the test before asked for may be replacing the page.
    const phase = await vi.waitUntil(() => window.page.evaluate(ask).catch(() => null), {
      timeout: 10_000,
    });
    if (phase !== 'open') await enterAtApplications(window.page);
    return window;
  });
