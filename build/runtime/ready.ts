import type { Result } from '../../shared/result.ts';
import { hasDisplay } from './display.ts';
import { findElectron } from './find-electron.ts';
import { ensureNeeds } from './install-needs.ts';
import { trialNotice } from './launch.ts';
import { say, shippedElectronVersion } from './project.ts';
import type { Runtime } from './runtime.ts';
import { displayNeeds, windowNeeds } from './system-needs.ts';

/** Prepares everything a window needs, or exits with a message that says what to do. */
export async function readyForWindow(): Promise<Runtime> {
  const visible = hasDisplay();
  orExit(ensureNeeds(visible ? windowNeeds : [...windowNeeds, ...displayNeeds]));
  if (!visible) exitWith(noDisplay);
  return readyRuntime();
}

export async function readyRuntime(): Promise<Runtime> {
  const found = await findElectron();
  const runtime = found.ok ? found.value : exitWith(found.error.message);
  const notice = trialNotice(runtime, shippedElectronVersion());
  if (notice !== undefined) say(notice);
  return runtime;
}

export function orExit<T>(result: Result<T, string>): T {
  return result.ok ? result.value : exitWith(result.error);
}

function exitWith(message: string): never {
  say(`\n${message}`);
  process.exit(1);
}

export const noDisplay = `Latchkey opens a window, and there is no display here: neither DISPLAY nor WAYLAND_DISPLAY is set.

To run it on a display in memory:          xvfb-run -a npm start
To see it work, as pictures and files:     npm run tour
To see it from another machine over ssh:   ssh -X, then npm start
`;
