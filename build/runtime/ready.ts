import type { Result } from '../../shared/result.ts';
import { hasDisplay } from './display.ts';
import { findElectron } from './find-electron.ts';
import { ensureNeeds } from './install-needs.ts';
import { trialNotice } from './launch.ts';
import { say, shippedElectronVersion } from './project.ts';
import type { Runtime } from './runtime.ts';
import { displayNeeds, windowNeeds } from './system-needs.ts';
import { sandboxAdvice } from './user-namespaces.ts';

/** Prepares everything a window needs, or exits with a message that says what to do. */
export async function readyForWindow(): Promise<Runtime> {
  const visible = hasDisplay();
  orExit(ensureNeeds(visible ? windowNeeds : [...windowNeeds, ...displayNeeds]));
  if (!visible) exitWith(noDisplay);
  const runtime = await readyRuntime();
  const advice = process.platform === 'linux' ? sandboxAdvice(runtime.executable) : undefined;
  if (advice !== undefined) exitWith(advice);
  return runtime;
}

/** Prepares what the self-test and the commands need: Electron's libraries, but no display. */
export function readyWithoutDisplay(): Promise<Runtime> {
  orExit(ensureNeeds(windowNeeds));
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

export const noDisplay = `Latchkey needs a display to open its window, but neither DISPLAY nor WAYLAND_DISPLAY is set.

To start it on a virtual display:        xvfb-run -a npm start
To get screenshots and exported files:   npm run tour
To use it from another computer:         ssh -X, then npm start
To use it without a window:              npm run -s latchkey -- --help
`;
