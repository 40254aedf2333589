import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { app, type Session, type WebContents, type WebPreferences } from 'electron';
import { log } from '../base/log/log.ts';

/** Chromium's background services; each would open a connection that no one asked for. */
export function silenceChromium(): void {
  for (const name of [
    'disable-background-networking',
    'disable-component-update',
    'disable-domain-reliability',
    'disable-sync',
    'no-pings',
    'dns-prefetch-disable',
    // No proxy discovery on the local network.
    'no-proxy-server',
  ]) {
    app.commandLine.appendSwitch(name);
  }
  // The fuses keep debuggers from our own process, but not from the page.
  if (app.isPackaged) {
    app.commandLine.removeSwitch('remote-debugging-port');
    app.commandLine.removeSwitch('remote-debugging-pipe');
  }
  // No code may look up a name or connect to an address: a CSP doesn't cover `<link
  // rel="dns-prefetch">` and WebRTC. Loopback is for `npm run dev`.
  app.commandLine.appendSwitch(
    'host-resolver-rules',
    app.isPackaged ? 'MAP * ~NOTFOUND' : 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  );
}

/** In MiB; V8's own limit is four times this, and it keeps three of them. */
const PAGE_NURSERY_MIB = 4;

/**
 * Lets pages collect what is short-lived more often: after a long scroll, a page had 50 MB more than it
 * used. Only pages, because V8 has read its flags for this process.
 */
export function keepPagesSmall(): void {
  app.commandLine.appendSwitch('js-flags', `--max-semi-space-size=${PAGE_NURSERY_MIB}`);
}

/**
 * A core dump writes the program's memory, keys included, to a file. Linux writes one only within
 * the limit, so it is set to zero; macOS and Windows write none by default.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  execFile('prlimit', ['--core=0:0', '--pid', String(process.pid)], (error) => {
    if (error !== null) log('latchkey', 'core dumps can’t be turned off');
  });
}

/** What each of our windows lets its page do. */
export function pagePreferences(session: Session): WebPreferences {
  return {
    session,
    preload: join(import.meta.dirname, '../preload/preload.cjs'),
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webviewTag: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  };
}

/** What a page may never do, even if compromised: each of these has a test that tries it. */
export function guardContents(contents: WebContents, page: string): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // Only about:blank bypasses these events. It can't make calls; this reloads our page.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) void contents.loadURL(page);
  });
  // Otherwise, a page could refuse to unload on a lock, and keep showing its contents.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // WebRTC ignores the CSP and webRequest: without UDP, it would have to look up a name.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** Denies permissions, downloads and requests outside the page's own origin. */
export function guardSession(session: Session, origin: string): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // The spell checker downloads its dictionaries from the internet.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed =
      details.url.startsWith(`${origin}/`) ||
      details.url.startsWith('devtools:') ||
      details.url.startsWith('data:');
    answer({ cancel: !allowed });
  });
}
