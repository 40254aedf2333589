import type { BrowserWindow } from 'electron';

/** How long a loaded page may take to be drawn, in milliseconds. */
const TIMEOUT_MS = 1000;

/**
 * Shows a window once its page has been drawn. On a busy machine, about one start in a hundred draws
 * nothing until the window is visible, so that Chromium never says that it is ready: a page that has
 * been loaded for a while is shown as well.
 */
export function showWhenReady(window: BrowserWindow): void {
  let isShown = false;
  const show = (): void => {
    if (isShown || window.isDestroyed()) return;
    isShown = true;
    window.show();
    window.focus();
  };
  window.once('ready-to-show', show);
  window.webContents.once('did-finish-load', () => setTimeout(show, TIMEOUT_MS));
}
