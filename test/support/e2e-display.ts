import { startDisplay } from '../../build/runtime/display.ts';

/** Set where this process has a display already: its files come one after the other. */
const OURS = 'LATCHKEY_TEST_DISPLAY';

// Windows of two files at once would fight over the focus and the clipboard: each process that runs
// files has an X server of its own, even where a person's desktop is at hand. It ends with the process.
if (process.platform === 'linux' && process.env[OURS] === undefined) {
  process.env['DISPLAY'] = (await startDisplay()).name;
  process.env[OURS] = process.env['DISPLAY'];
  delete process.env['WAYLAND_DISPLAY'];
}
