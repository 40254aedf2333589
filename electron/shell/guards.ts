import { execFile } from 'node:child_process';
import { app, type Session, type WebContents } from 'electron';
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
    // No search for a proxy on the local network.
    'no-proxy-server',
  ]) {
    app.commandLine.appendSwitch(name);
  }
  // The fuses keep debuggers from our own process, but not from the page.
  if (app.isPackaged) {
    app.commandLine.removeSwitch('remote-debugging-port');
    app.commandLine.removeSwitch('remote-debugging-pipe');
  }
  // No name is looked up and no address connected to, whoever asks: a CSP does not speak of
  // `<link rel="dns-prefetch">` and WebRTC. Loopback is for `npm run dev`.
  app.commandLine.appendSwitch(
    'host-resolver-rules',
    app.isPackaged ? 'MAP * ~NOTFOUND' : 'MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
  );
}

/**
 * A core dump is the memory of the program, keys and all, as a file. Linux writes one only if the
 * limit allows it, so the limit is set to nothing; macOS and Windows write none unasked.
 */
export function forbidCoreDumps(): void {
  if (process.platform !== 'linux') return;
  execFile('prlimit', ['--core=0:0', '--pid', String(process.pid)], (error) => {
    if (error !== null) log('latchkey', 'core dumps could not be switched off');
  });
}

/** What a page may never do, whatever it has become: each of these has a test that tries. */
export function guardContents(contents: WebContents, page: string): void {
  contents.on('will-navigate', (event) => event.preventDefault());
  contents.on('will-frame-navigate', (event) => event.preventDefault());
  contents.on('will-redirect', (event) => event.preventDefault());
  contents.on('will-attach-webview', (event) => event.preventDefault());
  // about:blank alone goes past all of these events. There no call is heard; this brings back ours.
  contents.on('did-navigate', (_event, url) => {
    if (url.startsWith('about:')) void contents.loadURL(page);
  });
  // A page may ask to stay: on a lock, with everything that it shows.
  contents.on('will-prevent-unload', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  // WebRTC heeds neither the CSP nor webRequest: without UDP it has no way out but a name.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp');
}

/** No permission, no download and no request leaves the page's own origin. */
export function guardSession(session: Session, origin: string): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on('will-download', (event) => event.preventDefault());
  // The spell checker fetches its dictionaries from the internet.
  session.setSpellCheckerEnabled(false);
  session.webRequest.onBeforeRequest((details, answer) => {
    const allowed =
      details.url.startsWith(`${origin}/`) ||
      details.url.startsWith('devtools:') ||
      details.url.startsWith('data:');
    answer({ cancel: !allowed });
  });
}
