import type { TestProject } from 'vitest/node';
import { ensureDisplay } from '../../build/runtime/display.ts';
import { findElectron } from '../../build/runtime/find-electron.ts';
import { ensureOutputs } from '../../build/runtime/outputs.ts';
import type { Runtime } from '../../build/runtime/runtime.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The Electron that the tests drive: `inject('electron')`. */
    electron: Runtime;
  }
}

let takeDisplayAway: () => Promise<void> = async () => undefined;

/** Once, before the first test in a window: a fresh build, an Electron and a display. */
export async function setup(project: TestProject): Promise<void> {
  const electron = await findElectron();
  if (!electron.ok) throw new Error(electron.error.message);
  const built = await ensureOutputs();
  if (!built.ok) throw new Error(built.error);
  takeDisplayAway = await ensureDisplay();
  process.env['LATCHKEY_ELECTRON'] = electron.value.executable;
  project.provide('electron', electron.value);
}

export async function teardown(): Promise<void> {
  await takeDisplayAway();
}
