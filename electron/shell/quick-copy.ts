import { BrowserWindow, globalShortcut, type Session } from 'electron';
import type { QuickCopyShortcut } from '../../shared/domain/preferences.ts';
import { guardContents, pagePreferences } from './guards.ts';
import { showWhenReady } from './show-when-ready.ts';

export interface QuickCopy {
  /**
   * Uses this shortcut, in every program, or none for null.
   *
   * @returns false if another program has it.
   */
  readonly use: (shortcut: QuickCopyShortcut | null) => boolean;
  readonly show: () => void;
  /** After a lock, nothing from the workspace may stay on screen. */
  readonly close: () => void;
}

type QuickCopyOptions = Readonly<{
  /** The address of the page. */
  page: string;
  session: Session;
  isOpen: () => boolean;
  /** Where one signs in. */
  showMain: () => void;
}>;

/** A small window over any program: two letters, Enter, the token is copied and the window gone. */
export function createQuickCopy({ page, session, isOpen, showMain }: QuickCopyOptions): QuickCopy {
  let window: BrowserWindow | undefined;

  function close(): void {
    if (window?.isDestroyed() === false) window.destroy();
    window = undefined;
  }

  function show(): void {
    if (!isOpen()) {
      showMain();
      return;
    }
    close();
    const opened = new BrowserWindow({
      width: 560,
      height: 380,
      frame: false,
      resizable: false,
      minimizable: false,
      maximizable: false,
      fullscreenable: false,
      alwaysOnTop: true,
      skipTaskbar: true,
      show: false,
      webPreferences: pagePreferences(session),
    });
    window = opened;
    const address = `${page}#quick`;
    guardContents(opened.webContents, address);
    showWhenReady(opened);
    // A person who moves on to something else has what they wanted, or changed their mind.
    opened.on('blur', close);
    opened.on('closed', () => {
      if (window === opened) window = undefined;
    });
    void opened.loadURL(address);
  }

  return {
    use(shortcut) {
      globalShortcut.unregisterAll();
      return shortcut === null || globalShortcut.register(shortcut, show);
    },
    show,
    close,
  };
}
