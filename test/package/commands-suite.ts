import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Ran } from '../support/command-line.ts';
import {
  doCommandLineJob,
  jobsClaims,
  type Program,
  runProgram,
} from '../support/command-line-job.ts';
import { run as inDisplay, untilWindows } from './installed.ts';

/** Presses keys, as a person at the keyboard. */
const press = (...args: readonly string[]) => inDisplay('xdotool', args);

/** In a terminal, asks for a token without a passphrase, and says yes as soon as the window asks. */
async function allowed({ program, args, env }: Program, cwd: string): Promise<Omit<Ran, 'stderr'>> {
  const typed = [program, ...args, 'token', 'get', 'Shop'].join(' ');
  const child = spawn('script', ['--quiet', '--return', '--command', typed, '/dev/null'], {
    cwd,
    env: { ...process.env, ...env, DISPLAY: '', WAYLAND_DISPLAY: '' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const told = { stdout: '', isOver: false };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told.stdout += text;
    // Nobody has signed in yet: Ctrl+C.
    if (text.includes('Passphrase: ')) child.stdin.write('\u0003');
  });
  child.on('close', () => {
    told.isOver = true;
  });
  const isAsked = () => told.stdout.includes('Allow this command');
  await vi.waitUntil(() => isAsked() || told.isOver, { timeout: 60_000 });
  // The first button says no. An answer in the first half second doesn't count.
  if (isAsked()) await press('key', 'Tab');
  while (!told.isOver) {
    await press('key', 'Return');
    await vi.waitUntil(() => told.isOver, { timeout: 300 }).catch(() => undefined);
  }
  return { exitCode: child.exitCode ?? -1, stdout: told.stdout };
}

const done = (stdout: unknown) => ({ exitCode: 0, stdout, stderr: '' });

/**
 * The packaged program's commands for shells and CI. Each command once, in plain Node, is
 * `test/electron/cli/every-command.test.ts`.
 *
 * @param folder an empty folder.
 */
export function commandsSuite(program: Program, folder: string): void {
  const cwd = join(folder, 'work');
  const LATCHKEY_HOME = join(folder, 'home');
  const here: Program = { ...program, env: { ...program.env, LATCHKEY_HOME } };
  const run = (path: string, ...args: readonly string[]): Promise<Ran> =>
    runProgram(here, [...path.split(' '), '--passphrase-file', 'passphrase', ...args], cwd);
  const jwt = /^[\w-]+\.[\w-]+\.[\w-]+\n$/;

  describe('without a display', () => {
    it('does the main job', async () => {
      expect(await doCommandLineJob(program, folder)).toMatchObject(jobsClaims);
      // The program starts ten times, twice each.
    }, 400_000);

    it('gives a secret to a program only, masked in what it prints', async () => {
      const shown = ['run', '--env', 'TOKEN=Shop'] as const;
      const echo = ['--', 'sh', '-c', 'echo "$TOKEN"; exit 7'] as const;
      const plain = await run(...shown, ...echo);
      expect(plain).toEqual({ exitCode: 7, stdout: expect.stringMatching(jwt), stderr: '' });
      expect(await run(...shown, '--mask', ...echo)).toEqual({
        exitCode: 7,
        stdout: '[TOKEN]\n',
        stderr: '',
      });
    });

    it.each([
      ['Ctrl+C, which the whole group gets', 'SIGINT', true],
      ['an end that only the first process is told of', 'SIGTERM', false],
    ] as const)('passes on %s, and waits for the program', async (_what, signal, toGroup) => {
      const script = `trap 'echo told; exit 9' ${signal.slice(3)}; echo ready; while :; do sleep 0.1; done`;
      const unlocked = ['--env', 'TOKEN=Shop', '--passphrase-file', 'passphrase'];
      const args = [...program.args, 'run', ...unlocked, '--', 'sh', '-c', script];
      const child = spawn(program.program, args, {
        cwd,
        env: { ...process.env, ...here.env, DISPLAY: '', WAYLAND_DISPLAY: '' },
        stdio: ['ignore', 'pipe', 'ignore'],
        detached: true,
      });
      const { pid = 0 } = child;
      let said = '';
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        if (said === '') process.kill(toGroup ? -pid : pid, signal);
        said += text;
      });
      // Its output ends when the last of them has ended.
      const [code] = (await once(child, 'close')) as [number | null];
      expect([said, code]).toEqual(['ready\ntold\n', toGroup ? 9 : null]);
    });

    it('fills templates and keeps files up to date', async () => {
      writeFileSync(join(cwd, 'config.tmpl'), 'token: {{ latchkey:Shop/production }}\n');
      await run('inject', '-i', 'config.tmpl', '-o', 'config.yaml');
      const token = (await run('token get', 'Shop')).stdout;
      expect(readFileSync(join(cwd, 'config.yaml'), 'utf8')).toBe(`token: ${token}`);
      await run('renew add', 'Shop', '--file', '.env');
      expect(await run('renew', '--due')).toMatchObject({ exitCode: 0, stderr: '' });
      expect(readFileSync(join(cwd, '.env'), 'utf8')).toBe(`ACCESS_TOKEN=${token}`);
    });

    it.each([
      ['publish', '--out', 'issuer'],
      ['handover', 'postman', '--out', 'postman.json'],
      ['export tokens', '--out', 'tokens.jwe'],
      ['import', 'tokens.jwe', '--dry-run'],
      ['backup create', '--out', 'backup.latchkey'],
      ['backup check', 'backup.latchkey'],
      ['workspace check'],
      ['token regenerate', '--expiring-within', '1h', '--dry-run'],
      ['activity', '--json'],
      ['diagnose'],
      ['completion', 'bash'],
    ])('does %s', async (path, ...args) => {
      expect(await run(path, ...args)).toEqual(done(expect.any(String)));
    });
  });

  describe('beside its window', () => {
    let window: ChildProcess;
    const address = join(LATCHKEY_HOME, 'commands.json');

    beforeAll(async () => {
      chmodSync(LATCHKEY_HOME, 0o700);
      window = spawn(program.program, [...program.args], {
        env: { ...process.env, ...here.env },
        stdio: 'ignore',
      });
      await untilWindows(1);
      await vi.waitUntil(() => existsSync(address), { timeout: 20_000 });
    });

    afterAll(async () => {
      window.kill('SIGTERM');
      await untilWindows(0);
    });

    it('says that it is locked, without a passphrase', async () => {
      expect(await runProgram(here, ['token', 'get', 'Shop'], cwd)).toEqual({
        exitCode: 3,
        stdout: '',
        stderr: expect.stringMatching(/^latchkey: Latchkey is locked\. [^\n]+\n$/),
      });
    });

    it('works with the passphrase', async () => {
      expect(await run('token get', 'Shop')).toEqual(done(expect.stringMatching(jwt)));
    });

    it('works without it once a person has signed in there and allows it', async () => {
      const [{ id } = { id: '' }] = await untilWindows(1);
      await press('windowfocus', id);
      const passphrase = readFileSync(join(cwd, 'passphrase'), 'utf8').trim();
      await expect
        .poll(
          async () => {
            // Again, if the page wasn't there yet.
            await press('key', 'ctrl+a');
            await press('type', '--delay', '20', passphrase);
            await press('key', 'Return');
            return allowed(here, cwd);
          },
          { timeout: 90_000, interval: 500 },
        )
        .toMatchObject({
          exitCode: 0,
          stdout: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+\r?$/m),
        });
    }, 120_000);
  });
}
