import { startDisplay } from '../../build/runtime/display.ts';

/** Set if this process already has a display: it runs its files one after the other. */
const OURS = 'LATCHKEY_TEST_DISPLAY';

// Windows of parallel test files would fight over focus and clipboard, so each process that runs
// files has its own X server, even on a desktop. It ends with the process.
if (process.platform === 'linux' && process.env[OURS] === undefined) {
  process.env['DISPLAY'] = (await startDisplay()).name;
  process.env[OURS] = process.env['DISPLAY'];
  delete process.env['WAYLAND_DISPLAY'];
}
