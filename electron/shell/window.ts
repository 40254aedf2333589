import { join } from 'node:path';
import {
  BrowserWindow,
  nativeTheme,
  type Rectangle,
  type Session,
  screen,
  type WebContents,
} from 'electron';
import { z } from 'zod';
import icon from '../../build/icons/linux/256x256.png?asset';
import type { Preferences } from '../../shared/domain/preferences.ts';
import { t } from '../../shared/words/words.ts';
import { stateOf } from '../base/disk/places.ts';
import { jsonFile } from '../base/files/json-file.ts';
import { log } from '../base/log/log.ts';
import { guardContents, pagePreferences } from './guards.ts';
import { isTrial } from './home.ts';
import { showWhenReady } from './show-when-ready.ts';

const MIN_WIDTH = 900;
const MIN_HEIGHT = 600;
/** Saving at each pixel of a drag would write hundreds of files per second. */
const SAVE_DELAY = 400;

/** How long a page may take to unload, in milliseconds: a busy machine needs a second. */
const RELOAD_TIMEOUT = 5000;

/** Per minute: more crashes than these are no accident. */
const MOST_CRASHES = 5;

const stateSchema = z.object({
  bounds: z
    .object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })
    .nullable()
    .catch(null),
  maximized: z.boolean().catch(false),
  zoom: z.number().min(0.5).max(3).catch(1),
});

/** In the person's language: set again once that is known, and whenever it changes. */
export function windowTitle(): string {
  return isTrial ? t('window.trialTitle') : 'Latchkey';
}

/** The main window, where it was last seen; a hidden one is never shown. */
export function createWindow(
  home: string,
  page: string,
  { hidden, session }: { readonly hidden: boolean; readonly session: Session },
): BrowserWindow {
  const file = jsonFile(join(stateOf(home), 'window.json'), stateSchema);
  const state = file.read();
  const window = new BrowserWindow({
    width: 1200,
    height: 780,
    ...(state.bounds !== null && isVisible(state.bounds) ? state.bounds : {}),
    minWidth: MIN_WIDTH,
    minHeight: MIN_HEIGHT,
    show: false,
    // A window frame crashes Chromium if there is no display.
    frame: !hidden,
    title: windowTitle(),
    // On Linux without a desktop entry, only the window itself can set its icon.
    ...(process.platform === 'linux' ? { icon } : {}),
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#16181d' : '#ffffff',
    webPreferences: pagePreferences(session),
  });
  // The page's own title would replace the notice.
  window.on('page-title-updated', (event) => event.preventDefault());
  guardContents(window.webContents, page);
  reviveCrashed(window.webContents);
  if (state.maximized) window.maximize();
  if (!hidden) showWhenReady(window);
  window.webContents.on('did-finish-load', () => window.webContents.setZoomFactor(state.zoom));
  rememberState(window, file.write);
  closeAtOnce(window);
  void window.loadURL(page);
  return window;
}

/**
 * Reloads the page. A page that hangs doesn't unload when asked: its process is killed, and with it
 * what it showed.
 */
export function replacePage(contents: WebContents): void {
  const late = setTimeout(() => {
    if (!contents.isDestroyed()) contents.forcefullyCrashRenderer();
  }, RELOAD_TIMEOUT);
  contents.once('did-navigate', () => clearTimeout(late));
  contents.reload();
}

/**
 * Reloads a crashed page, with the drafts it handed over. If it crashes repeatedly, it stays empty
 * and the log says why.
 */
function reviveCrashed(contents: WebContents): void {
  let crashes: number[] = [];
  contents.on('render-process-gone', (_event, { reason }) => {
    log('latchkey', `the page crashed: ${reason}`);
    crashes = [...crashes.filter((at) => performance.now() - at < 60_000), performance.now()];
    if (crashes.length > MOST_CRASHES) return;
    // Not inside the event: a reload there ends the program.
    setImmediate(() => contents.isDestroyed() || contents.reload());
  });
}

function rememberState(
  window: BrowserWindow,
  write: (state: z.output<typeof stateSchema>) => void,
): void {
  let timer: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(timer);
    write({
      bounds: window.getNormalBounds(),
      maximized: window.isMaximized(),
      zoom: window.webContents.getZoomFactor(),
    });
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => !window.isDestroyed() && save(), SAVE_DELAY);
  };
  window.on('resize', soon);
  window.on('move', soon);
  window.webContents.on('zoom-changed', soon);
  window.on('close', save);
}

/**
 * Chromium asks the page before it closes the window, and a page that is reloading, as after a
 * lock, never answers: the window would stay open. Our page never objects to closing.
 */
function closeAtOnce(window: BrowserWindow): void {
  window.on('close', () => setImmediate(() => window.isDestroyed() || window.destroy()));
}

/** False if the window's monitor is no longer connected. */
function isVisible(bounds: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const right = Math.min(bounds.x + bounds.width, workArea.x + workArea.width);
    const bottom = Math.min(bounds.y + bounds.height, workArea.y + workArea.height);
    return (
      right - Math.max(bounds.x, workArea.x) > 100 && bottom - Math.max(bounds.y, workArea.y) > 100
    );
  });
}

export function applyTheme({ theme }: Preferences): void {
  nativeTheme.themeSource = theme === 'contrast' ? 'system' : theme;
}
