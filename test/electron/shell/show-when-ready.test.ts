import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { showWhenReady } from '../../../electron/shell/show-when-ready.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A window that counts how often it was shown. */
function createWindow() {
  const webContents = new EventEmitter();
  const show = vi.fn<() => void>();
  const destroyed = { value: false };
  const window = Object.assign(new EventEmitter(), {
    webContents,
    show,
    focus: () => undefined,
    isDestroyed: () => destroyed.value,
  });
  showWhenReady(window as unknown as BrowserWindow);
  return { window, webContents, show, destroyed };
}

test('a window is shown once its page is drawn, and then no more', () => {
  const { window, webContents, show } = createWindow();
  expect(show).not.toHaveBeenCalled();
  window.emit('ready-to-show');
  expect(show).toHaveBeenCalledTimes(1);
  // Whoever hides it at once doesn't get it back.
  webContents.emit('did-finish-load');
  vi.runAllTimers();
  expect(show).toHaveBeenCalledTimes(1);
});

test('a window whose page is loaded but never drawn is shown as well', () => {
  const { window, webContents, show } = createWindow();
  webContents.emit('did-finish-load');
  expect(show).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(show).toHaveBeenCalledTimes(1);
  window.emit('ready-to-show');
  expect(show).toHaveBeenCalledTimes(1);
});

test('a window that has gone meanwhile is left alone', () => {
  const { webContents, show, destroyed } = createWindow();
  webContents.emit('did-finish-load');
  destroyed.value = true;
  vi.runAllTimers();
  expect(show).not.toHaveBeenCalled();
});
