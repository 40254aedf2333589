import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { describe as describeCommands } from '../../../electron/cli/describe.ts';
import { createProgram } from '../../../electron/cli/program.ts';
import { openWindow } from '../../support/command-window.ts';
import { temporaryDirectory } from '../../support/core.ts';
import { onTheFile, runEveryCommand } from '../../support/every-command.ts';
import { importThread } from '../../support/import-thread.ts';

/** Every command that a person can type. */
function everyPath(): readonly string[] {
  const program = createProgram({
    home: '',
    cwd: '',
    args: [],
    env: {},
    version: '',
    importThread: importThread(),
    stdout: () => {},
    stderr: () => {},
    isTerminal: false,
    askPassphrase: null,
  });
  return describeCommands(program)
    .filter(({ json }) => json !== null)
    .map(({ path }) => path);
}

/** A namespace without a network requires root, which CI has. */
const canUnshare = process.platform === 'linux' && process.getuid?.() === 0;

test.runIf(canUnshare)(
  'no command opens a socket of the internet, and each works without a network',
  { tags: 'network/commands', timeout: 180_000 },
  () => {
    const place = temporaryDirectory();
    const trace = join(place, 'trace');
    const script = join(projectRoot, 'test/support/commands-without-network.ts');
    const traced = ['-f', '-qq', '--seccomp-bpf', '-e', 'trace=%network', '-o', trace];
    const said = execFileSync(
      'unshare',
      ['--net', 'strace', ...traced, process.execPath, script, place],
      { encoding: 'utf8', timeout: 170_000, env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const { interfaces, failed, paths } = JSON.parse(said) as {
      interfaces: string[];
      failed: string[];
      paths: string[];
    };
    expect(failed).toEqual([]);
    expect(interfaces).toEqual([]);
    expect(paths.toSorted()).toEqual(everyPath().toSorted());
    const lines = readFileSync(trace, 'utf8').split('\n');
    const made = lines.filter((one) => /^\d+ +(?:socket|socketpair|connect|bind)\(/.test(one));
    expect(made.some((one) => one.includes('AF_UNIX'))).toBe(true);
    // This test lists the interfaces through netlink.
    expect(made.filter((one) => !/AF_(?:UNIX|NETLINK)\b|sa_family=AF_NETLINK/.test(one))).toEqual(
      [],
    );
  },
);

test('each command works beside an open window, with the passphrase', async () => {
  const { line, asked } = await openWindow();
  // `diagnose` compares the clock with the file's own time.
  line.clock.now = Date.now();
  await line.json('api', 'delete', 'Petshop');
  await line.json('app', 'delete', 'Shop');
  const ran = await runEveryCommand(
    (path, ...args) =>
      line.runWith({}, ...path.split(' '), '--passphrase-file', 'passphrase', ...args),
    line.cwd,
    false,
  );
  const failed = [...ran].filter(([, { exitCode }]) => exitCode !== 0);
  expect(failed.map(([path, { stderr }]) => `${path}: ${stderr}`)).toEqual([]);
  const beside = everyPath().filter((path) => !onTheFile.some((other) => other === path));
  expect([...ran.keys()].toSorted()).toEqual(beside.toSorted());
  expect(asked).toEqual([]);
}, 180_000);
