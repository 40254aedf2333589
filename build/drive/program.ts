import type { ChildProcess } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { _electron, type ElectronApplication, errors, type Page } from 'playwright-core';
import { launchArguments, launchEnvironment } from '../runtime/launch.ts';
import type { Runtime } from '../runtime/runtime.ts';
import { answerOpen, answerSave, chooseMenu } from './desktop.ts';
import { watchProblems } from './problems.ts';
import { whatIsShown } from './what-is-shown.ts';

/** The built program in its own window, driven as a person would use it. */
export interface Program {
  readonly page: Page;
  readonly electron: ElectronApplication;
  /** Unexpected problems: page errors, console errors (including CSP violations) and crashes. */
  readonly problems: readonly string[];
  /** Answers each save dialog from now on with this path; null cancels it. */
  readonly answerSave: (path: string | null) => Promise<void>;
  /** Answers each open dialog from now on with these paths; an empty list cancels it. */
  readonly answerOpen: (paths: readonly string[]) => Promise<void>;
  readonly clipboardText: () => Promise<string>;
  /** Chooses a menu bar item: keys pressed on the page don't reach the menu bar. */
  readonly chooseMenu: (label: string) => Promise<void>;
  /** Resizes the page itself, in CSS pixels. */
  readonly resize: (width: number, height: number) => Promise<void>;
  /** Writes a PNG of the page, creating its folder if needed. */
  readonly screenshot: (path: string) => Promise<void>;
  /** Quits as a person does, and resolves when the process has exited; idempotent. */
  readonly close: () => Promise<void>;
}

/** How long the program has to quit before it is killed, in milliseconds. */
const QUIT_TIMEOUT = 15_000;

/** Timeout for a page to reach a wanted state, in milliseconds. */
const UNTIL_TIMEOUT = 30_000;

/** Makes the program wait until Playwright is attached. */
export const WAIT_FOR_DRIVER = join(import.meta.dirname, 'wait-for-driver.cjs');

/**
 * Timeouts for each launch attempt, in milliseconds. If Playwright attaches just as the window is
 * created, it waits forever for a reply (microsoft/playwright#29386): about one launch in thirty on
 * a busy machine.
 */
const LAUNCH_TIMEOUTS = [15_000, 15_000, 25_000, 45_000] as const;

/**
 * Starts the program built in `out/` and waits until something is on screen. Needs a display.
 *
 * @param home the data directory; empty for a first start.
 * @param more command-line arguments.
 * @param around additional Chromium switches and environment variables.
 */
export async function openProgram(
  runtime: Runtime,
  home: string,
  more: readonly string[] = [],
  around: {
    readonly switches?: readonly string[];
    readonly env?: Readonly<Record<string, string>>;
  } = {},
): Promise<Program> {
  const electron = await launch({
    executablePath: runtime.executable,
    args: ['-r', WAIT_FOR_DRIVER, ...(around.switches ?? []), ...launchArguments(), ...more],
    env: {
      ...launchEnvironment(runtime),
      LATCHKEY_HOME: home,
      // Language and dates in screenshots and tests must not depend on the machine.
      LC_ALL: 'C.UTF-8',
      LANGUAGE: 'en',
      ...around.env,
    },
  });
  // Playwright no longer knows the process once it has ended.
  const child = electron.process();
  const problems = watchProblems(electron);
  // Cancel dialogs without a prepared answer, since no one is there to click.
  await answerSave(electron, null);
  await answerOpen(electron, []);
  let closing: Promise<void> | undefined;
  const page = await electron.firstWindow();
  const something = page.locator('#root > *').first();
  await something.waitFor().catch(async (error: unknown) => {
    const shown = await whatIsShown(electron);
    child.kill('SIGKILL');
    throw new Error(`Nothing is on screen: ${shown}`, { cause: error });
  });

  return {
    page,
    electron,
    problems,
    answerSave: (path) => answerSave(electron, path),
    answerOpen: (paths) => answerOpen(electron, paths),
    clipboardText: () => electron.evaluate(({ clipboard }) => clipboard.readText()),
    chooseMenu: (label) => chooseMenu(electron, label),
    resize: async (width, height) => {
      await electron.evaluate(
        ({ BrowserWindow }, size) => {
          BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
        },
        { width, height },
      );
      await until(page, `innerWidth === ${width} && innerHeight === ${height}`);
    },
    screenshot: async (path) => {
      await mkdir(dirname(path), { recursive: true });
      await page.screenshot({ path });
    },
    close: () => {
      closing ??= quit(electron, child);
      return closing;
    },
  };
}

/**
 * Waits until an expression is true in the page. Playwright's `waitForFunction` evaluates it in a
 * timer of the page, which the page's CSP blocks.
 */
export async function until(page: Page, expression: string): Promise<void> {
  const giveUp = Date.now() + UNTIL_TIMEOUT;
  while (!(await page.evaluate(expression))) {
    if (Date.now() > giveUp) throw new Error(`Timed out waiting for the page: ${expression}`);
    await wait(50);
  }
}

/** Kills a launch that takes too long and tries again on the same files. */
async function launch(
  options: NonNullable<Parameters<typeof _electron.launch>[0]>,
): Promise<ElectronApplication> {
  for (const timeout of LAUNCH_TIMEOUTS) {
    try {
      return await _electron.launch({ ...options, timeout });
    } catch (error) {
      if (!(error instanceof errors.TimeoutError)) throw error;
    }
  }
  throw new Error(`The program failed to start ${LAUNCH_TIMEOUTS.length} times.`);
}

async function quit(electron: ElectronApplication, child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const giveUp = new AbortController();
  const late = wait(QUIT_TIMEOUT, 'late', { signal: giveUp.signal }).catch(() => 'quit');
  const outcome = await Promise.race([electron.close().then(() => 'quit'), late]);
  giveUp.abort();
  if (outcome === 'quit') return;
  child.kill('SIGKILL');
  throw new Error(`The program didn't quit within ${QUIT_TIMEOUT / 1000} s.`);
}
