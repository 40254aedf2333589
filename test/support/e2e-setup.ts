import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findElectron } from '../../build/runtime/find-electron.ts';
import { ensureOutputs } from '../../build/runtime/outputs.ts';
import type { Runtime } from '../../build/runtime/runtime.ts';
import { createCore } from '../../electron/core/core.ts';
import { enter } from './core.ts';
import { windowKdfCost } from './kdf-cost.ts';
import { recordingShell } from './shell.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The Electron that the tests drive: `inject('electron')`. */
    electron: Runtime;
    /** The file of a new workspace, which tests copy. */
    workspace: string;
    /** Files of new workspaces, each with an id of its own: one data directory can know them all. */
    workspaces: readonly string[];
    /** A file for what goes wrong once the last test file is done: the run fails then. */
    afterwards: string;
  }
}

/** As many as one window goes to. */
const WORKSPACES = 6;

const home = mkdtempSync(join(tmpdir(), 'latchkey-e2e-workspace-'));

/** Creates a workspace in a data directory of its own. @returns its file. */
async function makeWorkspace(name: string): Promise<string> {
  const place = join(home, name);
  mkdirSync(place);
  const core = createCore({
    home: place,
    shell: recordingShell(),
    importThread: new URL('file:///none'),
    kdfCost: windowKdfCost,
  });
  await enter(core);
  // Like the screen after creation: the recovery code was saved.
  await core.call('workspace:keep-recovery-code', {});
  await core.close();
  return join(place, 'workspace.latchkey');
}

/** Runs once before the window tests: a fresh build, an Electron and new workspaces. */
export async function setup(project: TestProject): Promise<void> {
  const electron = await findElectron();
  if (!electron.ok) throw new Error(electron.error.message);
  const built = await ensureOutputs();
  if (!built.ok) throw new Error(built.error);
  project.provide('electron', electron.value);

  const afterwards = join(home, 'afterwards');
  project.provide('afterwards', afterwards);
  // Not in a teardown, which is called before the processes end that ran the files.
  project.vitest.onClose(async () => {
    const wrong = existsSync(afterwards) ? readFileSync(afterwards, 'utf8') : '';
    await rm(home, { recursive: true, force: true });
    if (wrong !== '') throw new Error(`Went wrong after the last test file:\n${wrong}`);
  });

  const workspaces: string[] = [];
  for (let nth = 0; nth < WORKSPACES; nth += 1) workspaces.push(await makeWorkspace(String(nth)));
  project.provide('workspaces', workspaces);
  project.provide('workspace', workspaces[0] ?? '');
}
