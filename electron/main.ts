import { join } from 'node:path';
import { app, type BrowserWindow, Menu, session } from 'electron';
import type { CommandId } from '../shared/commands.ts';
import { preferencesSchema } from '../shared/domain/preferences.ts';
import { ok } from '../shared/result.ts';
import type { Shell } from './base/context/shell.ts';
import { jsonFile } from './base/files/json-file.ts';
import { keepLog, log } from './base/log/log.ts';
import { APP_ORIGIN, registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { createAutoLock } from './shell/auto-lock.ts';
import { createClipboard } from './shell/clipboard.ts';
import { helpText, type Invocation, readCommandLine } from './shell/command-line.ts';
import { startCore } from './shell/core-thread.ts';
import { createDialogs } from './shell/dialogs.ts';
import { createDrafts } from './shell/drafts.ts';
import { openReleases } from './shell/external.ts';
import { forbidCoreDumps, guardSession, silenceChromium } from './shell/guards.ts';
import { isTrial, packageFacts, prepareHome } from './shell/home.ts';
import { answerCalls, tellPage } from './shell/ipc.ts';
import { createKeyring } from './shell/keyring.ts';
import { buildMenu } from './shell/menu.ts';
import { createOpenings, listenForRequests } from './shell/openings.ts';
import { answeredDialogs, runSelfTest, temporaryHome } from './shell/self-test.ts';
import { applyTheme, createWindow, replacePage } from './shell/window.ts';

app.setName('Latchkey');
const invocation: Invocation = { args: process.argv.slice(1), cwd: process.cwd() };
const commandLine = readCommandLine(invocation);
const isSelfTest = commandLine.kind === 'self-test';
// Only a start that opens the window touches what belongs to the person. The others have a place
// of their own: in a shared one somebody else could lie in wait for Chromium's files.
const home = commandLine.kind === 'open' ? prepareHome() : temporaryHome();
if (commandLine.kind === 'open' || isSelfTest) keepLog(home);
process.on('uncaughtExceptionMonitor', (error) => log('latchkey', error));
// Chromium's own files beside ours; the single-instance lock hangs on this directory too.
app.setPath('userData', join(home, 'chromium'));
silenceChromium();
forbidCoreDumps();
registerAppScheme();

let window: BrowserWindow | undefined;
const page = (): Electron.WebContents | undefined => window?.webContents;

const openings = createOpenings(() => tellPage(page(), 'opening', null));
listenForRequests((request) => {
  if (request !== null) openings.ask(request);
  showWindow();
});

if (commandLine.kind === 'version') {
  process.stdout.write(`${app.getVersion()}\n`, () => app.exit(0));
} else if (commandLine.kind === 'help') {
  process.stdout.write(helpText, () => app.exit(0));
} else if (app.requestSingleInstanceLock(invocation)) {
  if (commandLine.kind === 'open' && commandLine.request !== null)
    openings.ask(commandLine.request);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
} else {
  app.quit();
}

function showWindow(): void {
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

function start(): void {
  const clipboard = createClipboard();
  const shell: Shell = {
    ...(isSelfTest ? answeredDialogs(home) : createDialogs(() => window)),
    ...createKeyring(),
    copySecret: clipboard.copy,
    copyPublic: clipboard.copyPublic,
    lockAfter: (minutes) => autoLock.start(minutes),
    locked: () => {
      autoLock.stop();
      void clipboard.clear();
      // What the old page had in memory goes with it. Drafts are handed over below.
      if (window !== undefined) replacePage(window.webContents);
    },
    changed: (changed) => tellPage(page(), 'changed', changed),
    importProgress: (progress) => tellPage(page(), 'import-progress', progress),
  };
  const lock = (): void => void core.call('workspace:lock', {}, { paths: [] });
  const autoLock = createAutoLock(lock);
  const core = startCore(home, shell, {
    restarted: () => shell.locked(),
    gaveUp: () => void clipboard.clear().finally(() => app.exit(1)),
  });
  openings.connect(core);

  const preferencesFile = jsonFile(join(home, 'preferences.json'), preferencesSchema);
  let preferences = preferencesFile.read();
  applyTheme(preferences);
  const drafts = createDrafts();

  // In memory: what a page puts into Chromium's own storage is on no disk.
  const pages = session.fromPartition('latchkey');
  serveApp(pages, join(import.meta.dirname, '../renderer'));
  // `npm run dev` serves the page itself, to reload it while it is written; a package never does.
  const devPage = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  const origin = devPage === undefined ? APP_ORIGIN : new URL(devPage).origin;
  if (devPage === undefined) guardSession(pages, origin);

  answerCalls(
    origin,
    {
      'program:info': () =>
        ok({
          version: app.getVersion(),
          electron: process.versions.electron,
          trial: isTrial,
          platform: platform(),
          home,
          releases: packageFacts.releases,
        }),
      'program:take-opening': ({ isOpen }) => ok(openings.take(isOpen)),
      'program:open-releases': async () =>
        ok(await openReleases(packageFacts.releases, preferences)),
      'drafts:get': () => ok(drafts.get()),
      'drafts:keep': drafts.keep,
      'preferences:get': () => ok(preferences),
      'preferences:set': (patch) => {
        preferences = preferencesSchema.parse({ ...preferences, ...patch });
        preferencesFile.write(preferences);
        applyTheme(preferences);
        return ok(preferences);
      },
    },
    core,
  );

  // A lock does not depend on the page: it may hang, or not want to.
  const run = (command: CommandId): void =>
    command === 'lock' ? lock() : tellPage(page(), 'command', command);
  Menu.setApplicationMenu(buildMenu(run));
  window = createWindow(home, devPage ?? `${APP_ORIGIN}/`, {
    hidden: isSelfTest,
    session: pages,
  });
  window.on('closed', () => {
    window = undefined;
  });

  let stopped = false;
  let exitCode = 0;
  function quitWith(code: number): void {
    exitCode = code;
    app.quit();
  }
  if (isSelfTest) void runSelfTest(window, home).then(quitWith);
  app.on('will-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    void Promise.allSettled([clipboard.clear(), core.stop()]).then(() => {
      stopped = true;
      app.exit(exitCode);
    });
  });
}

function platform() {
  const { platform: name } = process;
  return name === 'linux' || name === 'darwin' || name === 'win32' ? name : 'other';
}
