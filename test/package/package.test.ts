import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wrongFuses } from '../../build/package/fuses.ts';
import { metainfo, readMetainfo } from '../../build/package/metainfo.ts';
import { ensureDisplay } from '../../build/runtime/display.ts';
import { projectRoot } from '../../build/runtime/project.ts';
import { commandsSuite } from './commands-suite.ts';
import {
  endProgramOf,
  isRoot,
  launchFromMenu,
  personsHome,
  run,
  runAsPerson,
  untilWindows,
} from './installed.ts';
import { rpmSuite } from './rpm-suite.ts';

const dist = join(projectRoot, 'dist');
const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
  version: string;
};
const elsewhere = mkdtempSync(join(tmpdir(), 'latchkey-elsewhere-'));
const { home, remove: removeHome } = personsHome();
const program = join(elsewhere, 'latchkey', 'latchkey');
const resources = join(elsewhere, 'latchkey', 'resources');
const asar = join(resources, 'app.asar');
const person = (...args: string[]) => runAsPerson(home, program, args);

let report = '';
let takeDisplayAway: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  takeDisplayAway = await ensureDisplay();
  const targets = ['dir', 'tar.gz', 'deb', 'rpm'].flatMap((target) => ['--target', target]);
  const made = await run('npm', ['run', '-s', 'package', '--', '--trial', ...targets], {
    cwd: projectRoot,
    timeoutMs: 390_000,
  });
  report = made.stderr;
  if (made.status !== 0) throw new Error(`npm run package failed:\n${made.stdout}\n${report}`);
  chmodSync(elsewhere, 0o755);
  const archive = join(dist, `latchkey-trial-${version}-linux-x64.tar.gz`);
  const unpacked = await run('tar', ['--extract', `--file=${archive}`, `--directory=${elsewhere}`]);
  if (unpacked.status !== 0) throw new Error(unpacked.stderr);
  // The archive has one folder, named after the version.
  const [folder = ''] = readdirSync(elsewhere);
  cpSync(join(elsewhere, folder), join(elsewhere, 'latchkey'), { recursive: true });
  rmSync(join(elsewhere, folder), { recursive: true });
});

afterAll(async () => {
  await takeDisplayAway();
  removeHome();
  rmSync(elsewhere, { recursive: true, force: true });
});

describe('the output', () => {
  it('is marked as a trial, with version, platform and processor', () => {
    const packages = readdirSync(dist).filter((name) => /\.(gz|deb|rpm|cdx\.json)$/.test(name));
    expect(packages.toSorted()).toEqual([
      `latchkey-trial-${version}-linux-amd64.deb`,
      `latchkey-trial-${version}-linux-x64.tar.gz`,
      `latchkey-trial-${version}-linux-x86_64.rpm`,
      `latchkey-trial-${version}-linux.cdx.json`,
    ]);
    expect(extractFile(asar, 'package.json').toString('utf8')).toContain('"runtime": "trial"');
  });

  it('is small: app.asar up to 8 MB, installed up to 12 MB more than Electron', () => {
    expect(report).toMatch(/^ok +app\.asar: [\d.]+ MB of 8 MB$/m);
    expect(report).toMatch(/^ok +installed, beyond Electron: [\d.]+ MB of 12 MB$/m);
  });

  it('has checksums that sha256sum confirms', async () => {
    const sums = await run('sha256sum', ['--check', '--strict', 'SHA256SUMS'], { cwd: dist });
    expect(sums).toMatchObject({ status: 0 });
    expect(sums.stdout.trim().split('\n')).toHaveLength(4);
  });

  it('contains what runs, one native binary, and nothing about who built it', async () => {
    const files = listPackage(asar, { isPack: false });
    expect(files.filter((name) => name.endsWith('.node'))).toEqual([
      '/node_modules/better-sqlite3/prebuilds/linux-x64.node',
    ]);
    expect(files.filter((name) => /\.(map|ts|tsx|c|h|gyp)$/.test(name))).toEqual([]);
    const top = files.filter((name) => name.split('/').length === 2);
    expect(top.toSorted()).toEqual(['/node_modules', '/out', '/package.json']);
    const bytes = readFileSync(asar);
    expect(bytes.includes(projectRoot)).toBe(false);
    // electron-builder puts the profile there for the deb, which is made at the same time.
    const beside = readdirSync(resources).filter((name) => name !== 'apparmor-profile');
    expect(beside.toSorted()).toEqual(['app.asar', 'app.asar.unpacked', 'integrity.json']);
  });
});

describe('unpacked elsewhere', () => {
  it('passes its own self-test, in its sandbox', {
    tags: ['package/fuses', 'package/developer-tools', 'package/sandbox', 'package/files'],
  }, async () => {
    const { status, stdout } = await person('--self-test');
    expect(stdout.split('\n')).toEqual([
      'ok   workspace: temporary workspace created, encrypted and open',
      'ok   keys: generated for a subscribed application',
      'ok   token: RS256, signed by a key in the JWKS',
      'ok   export: JSON, readable by its owner only',
      'ok   policy: in force, with a fresh nonce',
      'ok   sandbox: no Node in the page, and the kernel filters its system calls',
      'ok   developer tools: off, and not in the menu',
      'ok   fuses: all 9 set correctly',
      'ok   files: 2 files unchanged since packaging',
      '-    asar integrity: checked by Electron on macOS and Windows only; see “files”',
      `Latchkey ${version} (Electron 42.0.0, trial runtime): 9 passed`,
      '',
    ]);
    expect(status).toBe(0);
    // It leaves nothing behind, and never touches the user's workspace.
    const left = () => readdirSync(home).filter((name) => name.startsWith('latchkey-self-test-'));
    await expect.poll(left, { timeout: 10_000 }).toEqual([]);
    expect(existsSync(join(home, '.local/share/Latchkey Trial'))).toBe(false);
  });

  describe('by commands', () => {
    const args = isRoot ? ['--no-sandbox'] : [];
    commandsSuite({ program, args }, join(elsewhere, 'by-commands'));
  });

  it('needs no display for its self-test and its commands, in its sandbox', async () => {
    const env = { DISPLAY: '', WAYLAND_DISPLAY: '' };
    const tested = await runAsPerson(home, program, ['--self-test'], { env });
    expect(tested.stdout).toContain(': 9 passed\n');
    expect(tested.status).toBe(0);
    const listed = await runAsPerson(home, program, ['token', 'list', '--json'], { env });
    expect(listed).toMatchObject({ status: 4, stdout: '' });
    expect(listed.stderr).toContain('latchkey: No workspace in ');
  }, 400_000);

  it('prints its version and options without a window', async () => {
    expect(await person('--version')).toMatchObject({ status: 0, stdout: `${version}\n` });
    const help = await person('--help');
    expect(help.status).toBe(0);
    for (const option of ['--copy-token', '--lock', '--self-test', 'token', 'LATCHKEY_HOME']) {
      expect(help.stdout).toContain(option);
    }
  });

  it('has every fuse set, read by a second reader', {
    tags: 'package/fuses',
  }, async () => {
    expect(await wrongFuses(program)).toEqual([]);
  });

  it.each([
    ['run as Node', { ELECTRON_RUN_AS_NODE: '1' }, ['-p', '40 + 2']],
    ['options of Node', { NODE_OPTIONS: `--require=${join(home, 'planted.cjs')}` }, []],
  ])('doesn’t become Node by %s', { tags: 'package/no-node' }, async (_name, env, args) => {
    const { stdout, stderr } = await runAsPerson(home, program, [...args, '--version'], { env });
    expect(stdout).toBe(`${version}\n`);
    // If Electron reads these options at all, it prints which ones it ignores.
    expect(stderr).not.toMatch(/NODE_OPTION|planted/);
  });

  it('opens no debugger', { tags: 'package/no-debugger' }, async () => {
    const { stdout, stderr } = await person('--inspect=0', '--version');
    expect(stdout).toBe(`${version}\n`);
    expect(stderr).not.toContain('Debugger listening');
    for (const door of ['--remote-debugging-port=0', '--remote-debugging-pipe']) {
      const debugged = await person(door, '--self-test');
      expect(debugged.stderr).not.toContain('DevTools listening');
      expect(debugged.status).toBe(0);
    }
  });

  it('runs only the code of its archive', { tags: 'package/own-code' }, async () => {
    expect((await person(home, '--version')).stdout).toBe(`${version}\n`);
    const planted = join(resources, 'app');
    const aside = join(resources, 'aside.asar');
    mkdirSync(planted);
    writeFileSync(join(planted, 'package.json'), '{ "main": "main.js" }');
    writeFileSync(join(planted, 'main.js'), 'console.log("planted"); process.exit(0);');
    renameSync(asar, aside);
    try {
      expect(await person('--version')).toMatchObject({ status: 1, stdout: '' });
      await setFuse(false);
      expect((await person('--version')).stdout).toBe('planted\n');
    } finally {
      await setFuse(true);
      renameSync(aside, asar);
      rmSync(planted, { recursive: true });
    }
  });
});

it('is reported by the self-test when it runs without its sandbox', {
  tags: 'package/sandbox',
}, async () => {
  const { status, stdout } = await person('--no-sandbox', '--self-test');
  expect(stdout).toContain('FAIL sandbox: the page’s process has no seccomp filter\n');
  expect(status).toBe(1);
});

describe('damaged', { tags: 'package/files' }, () => {
  it('is reported by the self-test after a flipped bit in app.asar', async () => {
    await flipBit(asar);
    try {
      const { status, stdout } = await person('--self-test');
      expect(stdout).toContain('FAIL files: changed since packaging: app.asar\n');
      expect(status).toBe(1);
    } finally {
      await flipBit(asar);
    }
  });

  it('is reported by the self-test after a fuse was flipped back', async () => {
    await setFuse(false);
    try {
      const { status, stdout } = await person('--self-test');
      expect(stdout).toContain('FAIL fuses: OnlyLoadAppFromAsar is off\n');
      expect(status).toBe(1);
    } finally {
      await setFuse(true);
    }
  });
});

async function setFuse(on: boolean): Promise<void> {
  await flipFuses(program, { version: FuseVersion.V1, [FuseV1Options.OnlyLoadAppFromAsar]: on });
}

/** Flips a bit in a licence's text, so that nothing else breaks. */
async function flipBit(file: string): Promise<void> {
  const bytes = readFileSync(file);
  const at = bytes.lastIndexOf('PROVIDED "AS IS"');
  if (at === -1) throw new Error('there is no licence in the archive');
  const handle = await open(file, 'r+');
  try {
    await handle.write(Buffer.of((bytes[at + 9] ?? 0) ^ 1), 0, 1, at + 9);
  } finally {
    await handle.close();
  }
}

describe('in one person’s menu', () => {
  const data = join(home, '.local/share');
  const entry = join(data, 'applications/latchkey.desktop');

  beforeAll(async () => {
    const installed = await runAsPerson(home, join(elsewhere, 'latchkey/install.sh'));
    if (installed.status !== 0) throw new Error(installed.stderr);
  });

  it('has an entry, a store page, a file type and a man page that their validators accept', async () => {
    const man = join(data, 'man/man1/latchkey.1');
    const page = join(data, 'metainfo/org.latchkey.latchkey.metainfo.xml');
    for (const [judge, ...args] of [
      ['desktop-file-validate', entry],
      ['appstreamcli', 'validate', '--no-net', '--pedantic', page],
      ['mandoc', '-T', 'lint', man],
    ] as const) {
      const { status, stdout, stderr } = await run(judge, args);
      expect(`${status} ${judge} ${stderr}`).toBe(`0 ${judge} `);
      expect(stdout).not.toMatch(/^[EWIP]:/m);
    }
    const mime = readFileSync(join(data, 'mime/globs2'), 'utf8');
    expect(mime).toContain('application/vnd.latchkey.workspace:*.latchkey');
    expect(mime).toContain('application/vnd.latchkey.keys:*.latchkey-keys');
    const handlers = readFileSync(join(data, 'applications/mimeinfo.cache'), 'utf8');
    expect(handlers).toContain('application/vnd.latchkey.workspace=latchkey.desktop');
    expect(handlers).toContain('x-scheme-handler/latchkey=latchkey.desktop');
  });

  it('starts by its entry, belongs to it, and comes to the front instead of a second window', async () => {
    await launchFromMenu(home);
    const [window] = await untilWindows(1);
    if (window === undefined) throw new Error('no window');
    try {
      // The entry's StartupWMClass, by which a desktop matches the window with its icon.
      expect(window.className).toBe('latchkey');
      expect(window.title).toBe('Latchkey (trial runtime)');
      const format = ['-f', '_NET_WM_ICON', '32c', ' = $0 x $1'];
      const icon = await run('xprop', ['-id', window.id, '-len', '40', ...format, '_NET_WM_ICON']);
      expect(icon.stdout).toContain('= 256 x 256');
      const id = '3f2b8c1e-5a4d-4e6f-9b7a-0c1d2e3f4a5b';
      for (const args of [[], ['--lock'], [`latchkey://application/${id}`]]) {
        expect(await person(...args)).toMatchObject({ status: 0 });
      }
      expect(await untilWindows(1)).toEqual([window]);
      expect(readdirSync(join(home, '.local/share'))).toContain('Latchkey Trial');
      expect(existsSync(join(home, '.config/Latchkey Trial'))).toBe(false);
    } finally {
      await endProgramOf(window);
    }
  });

  it('is removed by --remove, and the workspace stays', async () => {
    const removed = await runAsPerson(home, join(elsewhere, 'latchkey/install.sh'), ['--remove']);
    expect(removed).toMatchObject({ status: 0 });
    const left = readdirSync(data, { recursive: true, encoding: 'utf8' });
    expect(left.filter((name) => /latchkey\.(desktop|svg|png|1)$/.test(name))).toEqual([]);
    expect(readdirSync(join(home, '.local/state/Latchkey Trial'))).toContain('window.json');
  });

  it('describes the program for stores as AppStream wants it, with addresses and pictures, too', async () => {
    const page = join(elsewhere, 'org.latchkey.latchkey.metainfo.xml');
    writeFileSync(page, metainfo(readMetainfo(), version, 'https://github.com/owner/name'));
    const judged = await run('appstreamcli', ['validate', '--no-net', '--pedantic', page]);
    expect(judged).toMatchObject({ status: 0 });
    expect(judged.stdout).not.toMatch(/^[EWIP]:/m);
  });

  it('refuses to replace a real package by a trial', async () => {
    const real = join(home, 'real');
    mkdirSync(join(real, 'resources'), { recursive: true });
    writeFileSync(join(real, 'resources/app.asar'), '{}');
    writeFileSync(join(real, 'latchkey'), '', { mode: 0o755 });
    mkdirSync(join(home, '.local/bin'), { recursive: true });
    const link = join(home, '.local/bin/latchkey');
    symlinkSync(join(real, 'latchkey'), link);
    try {
      const refused = await runAsPerson(home, join(elsewhere, 'latchkey/install.sh'));
      expect(refused).toMatchObject({ status: 1 });
      expect(refused.stderr).toContain('The menu has a real Latchkey, and this is a trial one.');
      rmSync(link);
      // One of a deb or an rpm.
      const beside = await runAsPerson(home, join(elsewhere, 'latchkey/install.sh'), [], {
        env: { PATH: `${real}:${process.env['PATH']}` },
      });
      expect(beside).toMatchObject({ status: 1 });
      expect(beside.stderr).toContain(`First remove the package in ${real}.`);
    } finally {
      rmSync(link, { force: true });
      rmSync(real, { recursive: true });
    }
  });

  it('refuses a folder whose path a desktop entry can’t hold', async () => {
    const odd = join(elsewhere, 'a "quoted" folder');
    mkdirSync(odd);
    cpSync(join(elsewhere, 'latchkey/install.sh'), join(odd, 'install.sh'));
    const refused = await runAsPerson(home, join(odd, 'install.sh'));
    expect(refused).toMatchObject({ status: 1 });
    expect(refused.stderr).toContain('Unpack Latchkey into a folder without');
  });
});

describe('as an rpm', () => {
  rpmSuite({ dist, version, home, elsewhere });
});

// A system-wide installation needs root, as in CI; for other users the archive is tested above.
describe.runIf(isRoot)('as a deb', () => {
  const deb = join(dist, `latchkey-trial-${version}-linux-amd64.deb`);
  const desktop = '/usr/share/applications/latchkey.desktop';

  it('installs, starts by its entry, passes its self-test, and uninstalls without the workspace', async () => {
    // Skips syncing 300 MB: this installation is temporary.
    const installed = await run('dpkg', ['--force-unsafe-io', '--install', deb]);
    if (installed.status !== 0) throw new Error(installed.stderr);
    try {
      expect(await run('desktop-file-validate', [desktop])).toMatchObject({ status: 0 });
      expect(readFileSync(desktop, 'utf8')).toContain('\nActions=copy-token;lock;\n');
      const facts = await run('dpkg-query', [
        '--show',
        '-f=${Maintainer}|${Homepage}|${Conflicts}',
        'latchkey-trial',
      ]);
      expect(facts.stdout).toBe('The Latchkey contributors||latchkey');
      const tested = await runAsPerson(home, '/usr/bin/latchkey', ['--self-test']);
      expect(tested.stdout).toContain('9 passed');
      await launchFromMenu(home);
      const [window] = await untilWindows(1);
      if (window === undefined) throw new Error('no window');
      expect(window.className).toBe('latchkey');
      await endProgramOf(window);
    } finally {
      const removed = await run('dpkg', ['--purge', 'latchkey-trial']);
      expect(removed).toMatchObject({ status: 0 });
    }
    const left = await run('sh', ['-c', `ls ${desktop} /usr/bin/latchkey "/opt/Latchkey Trial"`]);
    expect(left).not.toMatchObject({ status: 0 });
    expect(readdirSync(join(home, '.local/state/Latchkey Trial'))).toContain('window.json');
  });
});
