import { spawnSync } from 'node:child_process';
import { openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { launchArguments, launchEnvironment } from '../../build/runtime/launch.ts';
import {
  doCommandLineJob,
  jobsClaims,
  type Program,
  runProgram,
} from '../support/command-line-job.ts';
import { homeForAnotherProcess, PASSPHRASE, temporaryDirectory } from '../support/core.ts';

function program(): Program {
  const electron = inject('electron');
  return {
    program: electron.executable,
    args: launchArguments(),
    env: launchEnvironment(electron, { PATH: process.env['PATH'] }),
  };
}

test('the main job by the program’s commands, without a display', async () => {
  const claims = await doCommandLineJob(program(), temporaryDirectory());
  expect(claims).toMatchObject(jobsClaims);
  // The program starts ten times, twice each.
}, 400_000);

test('the passphrase is read from an open file descriptor', async () => {
  const home = await homeForAnotherProcess();
  const cwd = temporaryDirectory();
  writeFileSync(join(cwd, 'passphrase'), `${PASSPHRASE}\n`);
  const { program: executable, args, env } = program();
  const { status, stdout } = spawnSync(executable, [...args, 'app', 'list', '--json'], {
    cwd,
    env: { ...env, LATCHKEY_HOME: home, LATCHKEY_PASSPHRASE_FD: '5' },
    stdio: ['ignore', 'pipe', 'ignore', 'ignore', 'ignore', openSync(join(cwd, 'passphrase'), 'r')],
    encoding: 'utf8',
  });
  expect([status, stdout]).toEqual([0, '[]\n']);
});

test('the self-test works without a display', async () => {
  const { exitCode, stdout } = await runProgram(program(), ['--self-test'], temporaryDirectory());
  expect(stdout).toContain('ok   policy: in force, with a fresh nonce\n');
  expect(exitCode).toBe(0);
});

test('an unknown option is refused', async () => {
  expect(await runProgram(program(), ['--colour'], temporaryDirectory())).toEqual({
    exitCode: 2,
    stdout: '',
    stderr: 'latchkey: Unknown option “--colour”.\n',
  });
});

test('opening the window without a display is refused with an error message', async () => {
  const { exitCode, stderr } = await runProgram(program(), [], temporaryDirectory());
  expect(exitCode).toBe(1);
  expect(stderr).toMatch(/^latchkey: Latchkey needs a display to open its window\..+\n$/);
});
