// Run by test/electron/cli/every-command.test.ts with no network at all:
//   node commands-without-network.ts <an empty folder>
import { mkdirSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { takeCheapGuesses } from '../../electron/base/crypto/kdf.ts';
import { runCommand } from '../../electron/cli/run.ts';
import { runEveryCommand } from './every-command.ts';

const [, , folder = ''] = process.argv;
const cwd = join(folder, 'work');
mkdirSync(cwd);
writeFileSync(join(cwd, 'passphrase'), 'ten green bottles on a wall\n');
takeCheapGuesses();

const ran = await runEveryCommand(
  async (path, ...args) => {
    const said = { stdout: '', stderr: '' };
    const all = [...path.split(' '), '--passphrase-file', 'passphrase', ...args];
    const exitCode = await runCommand(all, {
      home: join(folder, 'home'),
      cwd,
      env: process.env,
      version: '0.0.0-test',
      importThread: new URL('../../electron/features/apis/import/thread.ts', import.meta.url),
      stdout: (text) => {
        said.stdout += Buffer.from(text).toString('utf8');
      },
      stderr: (text) => {
        said.stderr += Buffer.from(text).toString('utf8');
      },
      isTerminal: false,
      askPassphrase: null,
      core: { kdfCost: { N: 2 ** 4, r: 8, p: 1 } },
    });
    return { exitCode, ...said };
  },
  cwd,
  true,
);
const failed = [...ran].filter(([, { exitCode }]) => exitCode !== 0);
const summary = {
  interfaces: Object.keys(networkInterfaces()),
  failed: failed.map(([path, { stderr }]) => `${path}: ${stderr}`),
  paths: [...ran.keys()],
};
process.stdout.write(`${JSON.stringify(summary)}\n`);
