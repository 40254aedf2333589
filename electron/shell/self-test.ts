import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { app, type BrowserWindow, Menu } from 'electron';
import originalFs from 'original-fs';
import { t } from '../../shared/words/words.ts';
import type { Shell } from '../base/context/shell.ts';
import { contentSecurityPolicy } from './content-security-policy.ts';
import { isTrial } from './home.ts';
import { reportOf, selfTest } from './self-test/self-test.ts';

/** Several times what the developer tools take to open, in milliseconds. */
const DEVELOPER_TOOLS_MS = 3000;

/** A data directory that is removed shortly after the program ends. */
export function temporaryHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'latchkey-self-test-'));
  chmodSync(home, 0o700);
  // Chromium still writes after the last of our own code has run: on POSIX, a shell waits for it.
  if (process.platform !== 'win32') {
    const wait = 'while kill -0 "$1" 2>/dev/null; do sleep 0.2; done; rm -rf -- "$2"';
    const script = ['-c', wait, 'sh', String(process.pid), home];
    spawn('/bin/sh', script, { detached: true, stdio: 'ignore' }).unref();
  } else {
    app.once('quit', () => rmSync(home, { recursive: true, force: true, maxRetries: 3 }));
  }
  return home;
}

/** No person is needed: every dialog is answered with a file in `home`. */
export function answeredDialogs(
  home: string,
): Pick<Shell, 'askWhereToSave' | 'askForFiles' | 'askForFolder'> {
  return {
    askWhereToSave: async ({ suggestedName }) => join(home, basename(suggestedName)),
    askForFiles: async () => [],
    askForFolder: async () => null,
  };
}

/** Tests the running program, in its hidden window. @returns the exit code. */
export async function runSelfTest(window: BrowserWindow, home: string): Promise<number> {
  const { webContents } = window;
  await loaded(webContents);
  const findings = await selfTest({
    page: (expression) => webContents.executeJavaScript(expression),
    platform: process.platform,
    executable: process.execPath,
    resources: app.isPackaged ? process.resourcesPath : null,
    home,
    pageProcessId: webContents.getOSProcessId(),
    noSandbox: process.getuid?.() === 0 ? t('selfTest.noSandboxForRoot') : null,
    developerTools: {
      inMenu: Menu.getApplicationMenu()?.items.some(opensDeveloperTools) ?? false,
      open: () => openDeveloperTools(webContents),
    },
    contentSecurityPolicy,
    hash,
  });
  const program = t('selfTest.program', {
    version: app.getVersion(),
    electron: process.versions.electron,
    isTrial: isTrial ? 'yes' : 'other',
  });
  const report = reportOf(program, findings);
  await new Promise((resolve) => process.stdout.write(report, resolve));
  return findings.some(({ outcome }) => outcome === 'failed') ? 1 : 0;
}

/** Resolves even if the page could not be loaded: then the checks report what is wrong. */
function loaded(contents: Electron.WebContents): Promise<void> {
  return new Promise((resolve) => {
    if (contents.isLoading()) contents.on('did-stop-loading', () => resolve());
    else resolve();
  });
}

function opensDeveloperTools({ role, submenu }: Electron.MenuItem): boolean {
  // Electron returns it in lower case.
  return (
    role?.toLowerCase() === 'toggledevtools' || (submenu?.items ?? []).some(opensDeveloperTools)
  );
}

/** Where the developer tools are off, nothing happens: then this takes the full time. */
function openDeveloperTools(contents: Electron.WebContents): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  contents.once('devtools-opened', () => resolve(true));
  contents.openDevTools({ mode: 'detach' });
  setTimeout(() => resolve(false), DEVELOPER_TOOLS_MS);
  return promise;
}

async function hash(path: string): Promise<string> {
  const sha256 = createHash('sha256');
  await pipeline(originalFs.createReadStream(path), sha256);
  return sha256.digest('hex');
}
