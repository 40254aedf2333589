import type { ChildProcess } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inject, vi } from 'vitest';
import { openProgram, type Program } from '../../build/drive/program.ts';
import { defaultPreferences } from '../../shared/domain/preferences.ts';
import { cheapGuesses } from './kdf-cost.ts';

/** Against hangs, in milliseconds: a busy machine takes seconds. */
const TIMEOUT = 20_000;

interface Opened {
  readonly program: Program;
  readonly process: ChildProcess;
  readonly home: string;
  /** Of the page, in CSS pixels, before a test changed it. */
  readonly size: readonly [width: number, height: number];
  /** How many workspaces it has been to. */
  visited: number;
}

interface Start {
  /** Changes the new workspace file before the window goes there. */
  readonly prepare?: (file: string) => Promise<void>;
  /** The page that the window was on when it was last used; after a first start, it is Home. */
  readonly lastPlace?: string;
}

/**
 * The window that goes from test file to test file, as a launch costs many times as much as going to
 * another workspace. Each time, it is like a new window before sign-in: in a workspace that its data
 * directory has never seen, with the preferences, the size and the clipboard of a first start.
 */
export interface RoamingWindow {
  /**
   * Goes to a new workspace. A window that a test has ended, or left unfit or with problems, is
   * launched anew.
   */
  readonly goToNew: (start?: Start) => Promise<Program>;
  /**
   * Launches it anew.
   *
   * @param prepare puts something into the empty data directory first.
   */
  readonly launch: (prepare?: (home: string) => Promise<void>) => Promise<Program>;
  /** No other file gets this window. */
  readonly spoil: () => void;
  readonly close: () => Promise<void>;
}

export const temporaryHome = (): Promise<string> => mkdtemp(join(tmpdir(), 'latchkey-e2e-'));

const nothing = async (): Promise<void> => {};

export function createRoamingWindow(): RoamingWindow {
  let opened: Opened | null = null;
  let isSpoilt = false;

  async function close(): Promise<void> {
    const closing = opened;
    opened = null;
    isSpoilt = false;
    if (closing === null) return;
    await closing.program.close();
    await rm(closing.home, { recursive: true, force: true });
  }

  async function launch(prepare: (home: string) => Promise<void> = nothing): Promise<Program> {
    await close();
    const home = await temporaryHome();
    await prepare(home);
    const program = await openProgram(inject('electron'), home, [], { env: cheapGuesses });
    const size = await program.page.evaluate(() => [innerWidth, innerHeight] as const);
    opened = { program, process: program.electron.process(), home, size, visited: 1 };
    return program;
  }

  async function launchAtNew({ prepare = nothing, lastPlace }: Start): Promise<Program> {
    return launch(async (home) => {
      const file = join(home, 'workspace.latchkey');
      await cp(newWorkspace(0), file);
      await prepare(file);
      if (lastPlace !== undefined)
        await writeFile(join(home, 'preferences.json'), JSON.stringify({ lastPlace }));
    });
  }

  return {
    goToNew: async (start = {}) => {
      if (opened === null || isSpoilt || !(await canGoOn(opened))) return launchAtNew(start);
      const { program, home, visited } = opened;
      const folder = join(home, `workspace-${visited}`);
      const file = join(folder, 'workspace.latchkey');
      await mkdir(folder);
      await cp(newWorkspace(visited), file);
      await start.prepare?.(file);
      opened.visited += 1;
      try {
        await beginAnew(opened, start);
        await goTo(program, file);
        return program;
      } catch {
        // What a test left behind is no fault of the next one.
        return launchAtNew(start);
      }
    },
    launch,
    spoil: () => {
      isSpoilt = true;
    },
    close,
  };
}

function newWorkspace(nth: number): string {
  const file = inject('workspaces')[nth];
  if (file === undefined) throw new Error('There is no new workspace left');
  return file;
}

/**
 * False for a program that was quit or crashed, for one with problems, which the next file must not
 * find, and where there is no new workspace left.
 */
async function canGoOn({ program, process, visited }: Opened): Promise<boolean> {
  const { page, electron } = program;
  const hasEnded = process.exitCode !== null || process.signalCode !== null;
  if (hasEnded || page.isClosed() || program.problems.length > 0) return false;
  if (visited >= inject('workspaces').length) return false;
  const count = await electron.evaluate(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows().length,
  );
  return count === 1;
}

/** What a test changed outside of the workspace is as on a first start. */
async function beginAnew(
  { program, size: [width, height] }: Opened,
  { lastPlace = '' }: Start,
): Promise<void> {
  const { page, electron } = program;
  await program.answerSave(null);
  await program.answerOpen([]);
  await electron.evaluate(
    ({ BrowserWindow, clipboard }, content) => {
      clipboard.clear();
      const [window] = BrowserWindow.getAllWindows();
      window?.webContents.setZoomFactor(1);
      window?.setContentSize(content.width, content.height);
      window?.focus();
    },
    { width, height },
  );
  // A changed language replaces the page, which may lose the answer.
  const { zoom: _zoom, ...preferences } = defaultPreferences;
  await page
    .evaluate((all) => window.latchkey.call('preferences:set', all), { ...preferences, lastPlace })
    .catch(() => undefined);
  await page.locator('html[lang="en"]').waitFor();
}

/** Goes to a workspace as a person who opens its file, and forgets where the window was before. */
async function goTo(program: Program, file: string): Promise<void> {
  const { page } = program;
  await program.answerOpen([file]);
  const isLeft = await page.evaluate(async () => {
    Object.assign(window, { isBefore: true });
    const state = await window.latchkey.call('workspace:state', {});
    if (!state.ok) throw new Error(state.error.code);
    await window.latchkey.call('workspace:forget', { file: state.value.file });
    const going = window.latchkey.call('workspace:choose', {});
    if (state.value.phase === 'open') return true;
    await going;
    return false;
  });
  // Only a lock replaces the page.
  if (!isLeft) await page.reload();
  await vi.waitUntil(() => isAt(program, file), { timeout: TIMEOUT });
  await program.answerOpen([]);
  await page.locator('#root > *').first().waitFor();
}

/** Whether a new page is before sign-in to this workspace. */
async function isAt({ page }: Program, file: string): Promise<boolean> {
  const arrived = page.evaluate(async (path) => {
    if ('isBefore' in window) return false;
    const state = await window.latchkey.call('workspace:state', {});
    return state.ok && state.value.phase === 'locked' && state.value.file === path;
  }, file);
  // The page is being replaced.
  return arrived.catch(() => false);
}
