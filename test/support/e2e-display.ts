import { startDisplay } from '../../build/runtime/display.ts';

// Windows of two files would fight over the focus and the clipboard: each file has an X server of
// its own, even where a person's desktop is at hand. It ends with the process that runs the file.
if (process.platform === 'linux') {
  process.env['DISPLAY'] = (await startDisplay()).name;
  delete process.env['WAYLAND_DISPLAY'];
}
