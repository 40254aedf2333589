import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, Menu, session } from 'electron';
import type { CommandId } from '../shared/commands.ts';
import { homeViewSchema } from '../shared/domain/home.ts';
import { preferencesSchema } from '../shared/domain/preferences.ts';
import type { AppError } from '../shared/errors.ts';
import { ok, type Result } from '../shared/result.ts';
import { type Language, languageFor } from '../shared/words/languages.ts';
import { language, loadLocale, locale, t } from '../shared/words/words.ts';
import type { Shell } from './base/context/shell.ts';
import { jsonFile } from './base/files/json-file.ts';
import { keepLog, log } from './base/log/log.ts';
import { exitCodes } from './cli/failure.ts';
import { fromProcess } from './cli/from-process.ts';
import { commandLineLanguage } from './cli/language.ts';
import { oneLine } from './cli/one-line.ts';
import { moveEarlierHome } from './core/earlier-home.ts';
import type { TaskProcesses } from './core/tasks/processes.ts';
import { APP_ORIGIN, prepareToServe, registerAppScheme, serveApp } from './shell/app-protocol.ts';
import { createAutoLock } from './shell/auto-lock.ts';
import { createClipboard } from './shell/clipboard.ts';
import { type Invocation, readCommandLine } from './shell/command-line.ts';
import { createCommands } from './shell/commands/commands.ts';
import { startCore } from './shell/core-thread.ts';
import { createDialogs } from './shell/dialogs.ts';
import { createDrafts } from './shell/drafts.ts';
import { openLogFolder, openReleases } from './shell/external.ts';
import { forbidCoreDumps, guardSession, keepPagesSmall, silenceChromium } from './shell/guards.ts';
import { endWithParent, hasDisplay, isHeadless, runHeadless } from './shell/headless.ts';
import { chromiumFolder, isTrial, packageFacts, places, prepareHome } from './shell/home.ts';
import { answerCalls, tellPage } from './shell/ipc.ts';
import { testKdfCost } from './shell/kdf-cost.ts';
import { createKeyring } from './shell/keyring.ts';
import { buildMenu } from './shell/menu.ts';
import { createNotifications } from './shell/notifications.ts';
import { createOpenings, listenForRequests } from './shell/openings.ts';
import { createQuickCopy } from './shell/quick-copy.ts';
import { answeredDialogs, runSelfTest, temporaryHome } from './shell/self-test.ts';
import { createTaskProcesses } from './shell/task-processes.ts';
import { testPolicy } from './shell/test-policy.ts';
import { createTray } from './shell/tray.ts';
import { applyTheme, createWindow, replacePage, windowTitle } from './shell/window.ts';

/** How long closing may take, in milliseconds; everything committed by then is safe. */
const QUIT_MS = 2000;

app.setName('Latchkey');
const invocation: Invocation = { args: ownArguments(), cwd: process.cwd() };
const commandLine = readCommandLine(invocation);
const isSelfTest = commandLine.kind === 'self-test';
// Until the window's language is known: messages before that may go to a terminal.
await loadLocale({ language: commandLineLanguage(process.env), region: undefined });
if (commandLine.kind === 'unknown-option') {
  endWith(
    exitCodes.wrongUsage,
    oneLine(t('cli.wrong.unknownOption', { name: commandLine.option })),
  );
}
if (isHeadless()) endWithParent();
else if (process.platform === 'linux') {
  if (commandLine.kind === 'command') process.exit(runHeadless());
  if (isSelfTest && !hasDisplay()) process.exit(runHeadless());
  if (commandLine.kind === 'open' && !hasDisplay()) {
    endWith(exitCodes.refused, oneLine(t('cli.noDisplay')));
  }
}
// Only a start that opens the window touches the person's data. The others use a temporary
// directory: in a shared one, another user could plant files for Chromium.
const home = commandLine.kind === 'open' ? prepareHome() : temporaryHome();
if (commandLine.kind === 'open' || isSelfTest) keepLog(home);
process.on('uncaughtExceptionMonitor', (error) => log('latchkey', error));
// Chromium's files are next to ours; the single-instance lock depends on this directory too.
app.setPath('userData', chromiumFolder(home));
silenceChromium();
keepPagesSmall();
forbidCoreDumps();
registerAppScheme();
// Otherwise Electron builds a menu of its own first.
Menu.setApplicationMenu(null);

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
  process.stdout.write(t('cli.windowHelp'), () => app.exit(0));
} else if (commandLine.kind === 'command') {
  void runHere(commandLine.args);
} else if (app.requestSingleInstanceLock(invocation)) {
  if (commandLine.kind === 'open' && commandLine.request !== null)
    openings.ask(commandLine.request);
  app.on('activate', showWindow);
  app.on('window-all-closed', () => app.quit());
  void app.whenReady().then(start);
} else {
  app.quit();
}

/** The arguments after the program's name; in a checkout, Electron gets our path first. */
function ownArguments(): string[] {
  const [, ...args] = process.argv;
  const place = args.findIndex((arg) => !arg.startsWith('-'));
  return process.defaultApp && place !== -1 ? args.toSpliced(place, 1) : args;
}

function endWith(code: number, line: string): never {
  writeSync(process.stderr.fd, line);
  return process.exit(code);
}

async function runHere(args: readonly string[]): Promise<void> {
  const { runCommand } = await import('./cli/run.ts');
  const code = await runCommand(args, {
    ...fromProcess(),
    home: moveEarlierHome(places),
    version: app.getVersion(),
    importThread: new URL('read-openapi.js', import.meta.url),
    core: { ...testKdfCost(), ...testPolicy() },
  });
  // On Windows, writes to a pipe are asynchronous.
  await new Promise((resolve) => process.stdout.write('', resolve));
  app.exit(code);
}

function showWindow(): void {
  if (window === undefined) return;
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

/** The window comes first: its page takes longest to start, and the rest is made meanwhile. */
async function start(): Promise<void> {
  const preferencesFile = jsonFile(join(home, 'preferences.json'), preferencesSchema);
  let preferences = preferencesFile.read();
  applyTheme(preferences);
  // In-memory: what a page puts into Chromium's own storage never reaches the disk.
  const pages = session.fromPartition('latchkey');
  serveApp(pages, join(import.meta.dirname, '../renderer'), () => spoken.then(locale));
  // `npm run dev` serves the page itself, for live reloading; a package never does.
  const devPage = app.isPackaged ? undefined : process.env['ELECTRON_RENDERER_URL'];
  const origin = devPage === undefined ? APP_ORIGIN : new URL(devPage).origin;
  if (devPage === undefined) guardSession(pages, origin);
  const address = devPage ?? `${APP_ORIGIN}/`;
  window = createWindow(home, address, { hidden: isSelfTest, session: pages });
  prepareToServe();
  const spoken = speak();

  const clipboard = createClipboard();
  const drafts = createDrafts();
  const processes = createTaskProcesses();
  const shell: Shell & TaskProcesses = {
    locale: async () => locale(),
    ...(isSelfTest ? answeredDialogs(home) : createDialogs(() => window)),
    ...createKeyring(),
    ...processes,
    copySecret: clipboard.copy,
    copyPublic: clipboard.copyPublic,
    lockAfter: (minutes) => {
      isOpen = true;
      autoLock.start(minutes);
      tray.refresh();
    },
    locked: () => {
      if (!isLocking) leaveWorkspace();
      // A copy that was under way when the person locked has finished by now.
      else void clipboard.clear();
    },
    changed: (changed) => {
      tellPage(page(), 'changed', changed);
      tray.refresh();
    },
    job: (job) => tellPage(page(), 'job', job),
    announce: (reminders) => {
      tellPage(page(), 'reminders', reminders);
      notifications.announce(reminders);
    },
  };
  const notifications = createNotifications({
    isInFront: () => window?.isFocused() ?? false,
    open: (opening) => {
      showWindow();
      openings.show(opening);
    },
  });
  let isOpen = false;
  let isLocking = false;

  /** Removes everything of the workspace from the screen and the clipboard. */
  function leaveWorkspace(): void {
    isOpen = false;
    autoLock.stop();
    quickCopy.close();
    commands.locked();
    tray.refresh();
    notifications.clear();
    void clipboard.clear();
    // This also drops what the old page had in memory. Drafts are handed over below.
    if (window !== undefined) replacePage(window.webContents);
  }

  /** Clears the screen first: the core may be busy, and a page may hang. */
  async function lock(): Promise<Result<null, AppError>> {
    if (!isOpen) return ok(null);
    isLocking = true;
    leaveWorkspace();
    const locked = await core.call('workspace:lock', {}, { paths: [] });
    isLocking = false;
    return locked.ok ? ok(null) : locked;
  }

  const autoLock = createAutoLock(() => void lock());
  const threadOptions = { home, version: app.getVersion(), ...testKdfCost(), ...testPolicy() };
  const core = startCore(threadOptions, shell, {
    restarted: () => {
      processes.endAll();
      shell.locked();
    },
    gaveUp: () => void clipboard.clear().finally(() => app.exit(1)),
  });
  openings.connect({ ...core, lock });
  const commands = createCommands({
    home,
    core,
    isOpen: () => isOpen,
    shown(isAsked) {
      tellPage(page(), 'changed', ['commands']);
      if (isAsked) showWindow();
    },
  });

  const quickCopy = createQuickCopy({
    page: address,
    session: pages,
    isOpen: () => isOpen,
    showMain: showWindow,
  });
  const tray = createTray({
    read: async () => {
      if (!isOpen) return null;
      // The menu doesn't show what was issued this month.
      const view = await core.call('home:get', { monthFrom: Date.now() }, { paths: [] });
      return view.ok ? homeViewSchema.parse(view.value) : null;
    },
    copy: ({ id }) => void core.call('secret:copy', { kind: 'access-token', id }, { paths: [] }),
    quickCopy: quickCopy.show,
    showMain: showWindow,
    lock: () => void lock(),
    quit: () => app.quit(),
  });

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
      'program:open-logs': openLogFolder,
      ...commands.handlers,
      'workspace:lock': lock,
      'drafts:get': () => ok(drafts.get()),
      'drafts:keep': drafts.keep,
      'preferences:get': () => ok({ ...preferences, zoom: page()?.getZoomFactor() ?? 1 }),
      'preferences:set': (patch) => {
        preferences = preferencesSchema.parse({ ...preferences, ...patch });
        // A shortcut that another program has stays off, and the answer says so.
        if (patch.quickCopy !== undefined && !quickCopy.use(preferences.quickCopy)) {
          preferences = { ...preferences, quickCopy: null };
        }
        if (patch.tray !== undefined) tray.use(preferences.tray);
        preferencesFile.write(preferences);
        if (patch.zoom !== undefined) page()?.setZoomFactor(patch.zoom);
        applyTheme(preferences);
        if (chosenLanguage() !== language()) void changeLanguage();
        return ok(preferences);
      },
    },
    core,
  );

  function run(command: CommandId): void {
    if (command === 'lock') void lock();
    else if (command === 'token.quick') quickCopy.show();
    else tellPage(page(), 'command', command);
  }
  await spoken;
  async function speak(): Promise<void> {
    // The self-test's output is for bug reports, so it uses the command line's language.
    if (!isSelfTest)
      await loadLocale({ language: chosenLanguage(), region: app.getSystemLocale() });
    Menu.setApplicationMenu(buildMenu(run));
    window?.setTitle(windowTitle());
  }

  function chosenLanguage(): Language {
    return languageFor(preferences.language, app.getPreferredSystemLanguages());
  }

  /** The screen still shows the old language. The page hands over its drafts, as before a lock. */
  async function changeLanguage(): Promise<void> {
    await speak();
    tray.refresh();
    if (window !== undefined) replacePage(window.webContents);
  }

  if (!isSelfTest) {
    quickCopy.use(preferences.quickCopy);
    tray.use(preferences.tray);
  }
  window.on('closed', () => {
    window = undefined;
    quickCopy.close();
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
    commands.close();
    // A query can't be interrupted, and even process.exit() waits for it.
    setTimeout(() => {
      processes.endAll();
      process.kill(process.pid, 'SIGKILL');
    }, QUIT_MS).unref();
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
