import electron, { app, BrowserWindow, clipboard } from 'electron';

/** What each platform's clipboard managers understand as "do not keep this". */
const concealed: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, string>>>>> = {
  // KDE's Klipper and compatible managers.
  linux: { 'x-kde-passwordManagerHint': 'secret' },
  // nspasteboard.org
  darwin: { 'org.nspasteboard.ConcealedType': '1' },
  // learn.microsoft.com "Clipboard Formats": a DWORD of 0 forbids it.
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: '\0\0\0\0',
    CanIncludeInClipboardHistory: '\0\0\0\0',
    CanUploadToCloudClipboard: '\0\0\0\0',
  },
};

/**
 * On Wayland a program can access the clipboard only while its window is in front: otherwise it can
 * neither check whether our secret is still there nor clear it.
 */
export function isWayland(
  platform = process.platform,
  env: Readonly<NodeJS.ProcessEnv> = process.env,
  ozone = app.commandLine.getSwitchValue('ozone-platform'),
): boolean {
  if (platform !== 'linux' || ozone === 'x11') return false;
  return ozone === 'wayland' || Boolean(env['WAYLAND_DISPLAY']);
}

/**
 * Electron before 44 can't write text and a platform-specific format together: there, the text is
 * written without its mark.
 */
async function write(text: string): Promise<void> {
  const formats = concealed[process.platform];
  if (typeof electron.ClipboardItem !== 'function' || formats === undefined) {
    await clipboard.writeText(text);
    return;
  }
  const marks = Object.entries(formats).map(([name, value]) => [
    `electron application/osclipboard;format="${name}"`,
    new Blob([value]),
  ]);
  const item = { 'text/plain': new Blob([text], { type: 'text/plain' }) };
  await clipboard.write([new electron.ClipboardItem({ ...item, ...Object.fromEntries(marks) })]);
}

/**
 * The program's clipboard. Each secret is cleared after its time, if it is still there; what the
 * person copied since is never touched. (Electron's clipboard is asynchronous from 44 on.)
 */
export function createClipboard() {
  let ours: string | undefined;
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** Clears our secret from the clipboard now, on a lock or on quitting. */
  async function clear(): Promise<void> {
    clearTimeout(timer);
    const secret = ours;
    if (secret === undefined) return;
    if (isWayland() && BrowserWindow.getFocusedWindow() === null) {
      app.once('browser-window-focus', () => void (ours === secret ? clear() : undefined));
      return;
    }
    ours = undefined;
    // A lock may happen during a copy.
    await Promise.allSettled([writing]);
    if ((await clipboard.readText()) === secret) clipboard.clear();
  }

  return {
    clear,
    /**
     * @param seconds until it is cleared.
     * @returns whether it will be cleared even while another program is in front.
     */
    async copy(text: string, seconds: number): Promise<boolean> {
      clearTimeout(timer);
      ours = text;
      writing = write(text);
      await writing;
      timer = setTimeout(() => void clear(), seconds * 1000);
      return !isWayland();
    },
    /** Copies a non-secret: it isn't marked, and stays. */
    async copyPublic(text: string): Promise<void> {
      await clipboard.writeText(text);
    },
  };
}
