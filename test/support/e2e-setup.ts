import { mkdtempSync, rmSync } from 'node:fs';
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
  }
}

const home = mkdtempSync(join(tmpdir(), 'latchkey-e2e-workspace-'));

/** Runs once before the window tests: a fresh build, an Electron and a new workspace. */
export async function setup(project: TestProject): Promise<void> {
  const electron = await findElectron();
  if (!electron.ok) throw new Error(electron.error.message);
  const built = await ensureOutputs();
  if (!built.ok) throw new Error(built.error);
  project.provide('electron', electron.value);

  const core = createCore({
    home,
    shell: recordingShell(),
    importThread: new URL('file:///none'),
    kdfCost: windowKdfCost,
  });
  await enter(core);
  // Like the screen after creation: the recovery code was saved.
  await core.call('workspace:keep-recovery-code', {});
  await core.close();
  project.provide('workspace', join(home, 'workspace.latchkey'));
}

export function teardown(): void {
  rmSync(home, { recursive: true, force: true });
}
