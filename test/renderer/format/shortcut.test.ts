import { expect, test } from 'vitest';
import { formatShortcut } from '../../../renderer/format/shortcut.ts';

test.each([
  ['CmdOrCtrl+K', 'Ctrl+K', '⌘K'],
  ['CmdOrCtrl+Shift+N', 'Ctrl+Shift+N', '⇧⌘N'],
  ['CmdOrCtrl+,', 'Ctrl+,', '⌘,'],
])('%s is %s, and %s on macOS', (accelerator, elsewhere, mac) => {
  expect(formatShortcut(accelerator, 'linux')).toBe(elsewhere);
  expect(formatShortcut(accelerator, 'win32')).toBe(elsewhere);
  expect(formatShortcut(accelerator, 'darwin')).toBe(mac);
});
