import electron, { app, BrowserWindow, clipboard } from 'electron';

/** What a platform's clipboard managers understand as "do not keep this". */
const concealed: Readonly<Partial<Record<NodeJS.Platform, Readonly<Record<string, string>>>>> = {
  // KDE's Klipper and those that follow it.
  linux: { 'x-kde-passwordManagerHint': 'secret' },
  // nspasteboard.org
  darwin: { 'org.nspasteboard.ConcealedType': '1' },
  // learn.microsoft.com "Clipboard Formats": a DWORD of 0 forbids.
  win32: {
    ExcludeClipboardContentFromMonitorProcessing: '\0\0\0\0',
    CanIncludeInClipboardHistory: '\0\0\0\0',
    CanUploadToCloudClipboard: '\0\0\0\0',
  },
};

/**
 * On Wayland a program can access the clipboard only while its window is in front: it can neither
 * see whether our secret is still there nor take it off.
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
 * Electron before 44 cannot put text and a platform's own format onto the clipboard together: there
 * the text goes without its mark.
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
 * What the program copies. Secrets are taken off again after their time, each if it is still there.
 * What the person copied since is never touched. (Electron's clipboard is asynchronous from 44 on.)
 */
export function createClipboard() {
  let ours: string | undefined;
  let writing: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  /** Takes our secret off the clipboard now, for a lock or on quitting. */
  async function clear(): Promise<void> {
    clearTimeout(timer);
    const secret = ours;
    if (secret === undefined) return;
    if (isWayland() && BrowserWindow.getFocusedWindow() === null) {
      app.once('browser-window-focus', () => void (ours === secret ? clear() : undefined));
      return;
    }
    ours = undefined;
    // A lock may come in the middle of a copy.
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
    /** Copies what is no secret: it is not marked, and stays. */
    async copyPublic(text: string): Promise<void> {
      await clipboard.writeText(text);
    },
  };
}
