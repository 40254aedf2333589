import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../build/runtime/project.ts';
import { doCommandLineJob, jobsClaims } from '../../support/command-line-job.ts';
import { homeForAnotherProcess, PASSPHRASE, temporaryDirectory } from '../../support/core.ts';
import { cheapGuesses } from '../../support/kdf-cost.ts';

/** As a person types it; elsewhere than in the project, `--prefix` finds it. */
const npm = {
  program: 'npm',
  args: ['--prefix', projectRoot, 'run', '-s', 'latchkey', '--'],
} as const;

test('the main job in a checkout with `npm run -s latchkey`, without a display', async () => {
  const claims = await doCommandLineJob(npm, temporaryDirectory());
  expect(claims).toMatchObject(jobsClaims);
}, 240_000);

test.runIf(process.platform === 'linux')(
  'npm passes on no open file, and the passphrase is read from its number all the same',
  async () => {
    const home = await homeForAnotherProcess();
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 'passphrase'), `${PASSPHRASE}\n`);
    const passphrase = openSync(join(cwd, 'passphrase'), 'r');
    const { status, stdout, stderr } = spawnSync(
      npm.program,
      [...npm.args, 'app', 'list', '--json'],
      {
        cwd,
        env: { ...process.env, LATCHKEY_HOME: home, LATCHKEY_PASSPHRASE_FD: '3' },
        stdio: ['ignore', 'pipe', 'pipe', passphrase],
        encoding: 'utf8',
      },
    );
    closeSync(passphrase);
    expect([status, stdout, stderr]).toEqual([0, '[]\n', '']);
  },
);

test.runIf(process.platform === 'linux')(
  'an answer that doesn’t fit on the disk is a failure; a reader that has enough is none',
  async () => {
    const home = await homeForAnotherProcess();
    const cwd = temporaryDirectory();
    writeFileSync(join(cwd, 'passphrase'), `${PASSPHRASE}\n`);
    const checkout = join(projectRoot, 'electron/cli/checkout.ts');
    const list = `"$0" "${checkout}" app list --json --passphrase-file "${join(cwd, 'passphrase')}"`;
    const run = (script: string) =>
      spawnSync('bash', ['-o', 'pipefail', '-c', script, process.execPath], {
        cwd,
        env: { ...process.env, ...cheapGuesses, LATCHKEY_HOME: home },
        encoding: 'utf8',
      });
    expect(run(`${list} >/dev/full`)).toMatchObject({
      status: 1,
      stderr: 'latchkey: Can’t print the answer (the disk is full).\n',
    });
    expect(run(`${list} | true`)).toMatchObject({ status: 0, stderr: '' });
  },
);
