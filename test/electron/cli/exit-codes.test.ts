import { existsSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, onTestFinished, test } from 'vitest';
import { setLocale } from '../../../shared/words/words.ts';
import { startCommandLine } from '../../support/command-line.ts';
import { enter, openCore, PASSPHRASE } from '../../support/core.ts';
import { openBeside } from '../../support/data-key.ts';

const list = ['token', 'list', '--json'] as const;
const done = { exitCode: 0, stdout: '[]\n', stderr: '' };
/** One line for the person, and nothing on stdout. */
const ended = (exitCode: number) => ({
  exitCode,
  stdout: '',
  stderr: expect.stringMatching(/^latchkey: [^\n]+\n$/),
});

describe('2, wrong usage', () => {
  test.each([
    [[]],
    [['token']],
    [['tokn']],
    [['token', 'lsit']],
    [['token', 'get']],
    [['token', 'get', 'Shop', 'Other']],
    [['token', 'list', '--colour']],
    [['token', 'list', '--state', 'lost']],
    [['token', 'get', 'Shop', '--type', 'staging']],
    [['token', 'list', '--app', '--json']],
    [['keys', 'generate', 'Shop', '--validity', '-1']],
    [['subscribe', 'Shop', 'Petshop']],
    [['export', 'jwks']],
    [['workspace', 'create']],
    [['--json', 'token', 'list']],
  ])('%j', async (args) => {
    const { runWith } = await startCommandLine();
    expect(await runWith({}, ...args)).toEqual(ended(2));
  });

  test('is detected before a passphrase is asked for', async () => {
    const { runWith } = await startCommandLine({ fresh: true });
    expect(await runWith({}, 'token', 'list', '--colour')).toMatchObject({
      stderr: 'latchkey: Unknown option “--colour”.\n',
    });
  });
});

describe('0, help and version', () => {
  test.each([[['--help']], [['token', '--help']], [['export', 'tokens', '--help']], [['help']]])(
    '%j',
    async (args) => {
      const { runWith } = await startCommandLine({ fresh: true });
      const { exitCode, stdout, stderr } = await runWith({}, ...args);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toContain('Usage: latchkey');
    },
  );

  test('prints only the version', async () => {
    const { runWith } = await startCommandLine({ fresh: true });
    expect(await runWith({}, '--version')).toEqual({
      exitCode: 0,
      stdout: '0.0.0-test\n',
      stderr: '',
    });
  });
});

describe('3, no way to unlock', () => {
  test('reads the passphrase from the file, else the descriptor, else a prompt', async () => {
    const { cwd, runWith } = await startCommandLine();
    writeFileSync(join(cwd, 'wrong'), 'eleven green bottles');
    const asked: string[] = [];
    const askPassphrase = async (question: string) => {
      asked.push(question);
      return PASSPHRASE;
    };
    const LATCHKEY_PASSPHRASE_FD = String(openSync(join(cwd, 'passphrase'), 'r'));
    expect(await runWith({ askPassphrase }, ...list)).toEqual(done);
    expect(asked).toEqual(['Passphrase: ']);
    expect(await runWith({ askPassphrase, env: { LATCHKEY_PASSPHRASE_FD } }, ...list)).toEqual(
      done,
    );
    expect(asked).toHaveLength(1);
    const wrong = String(openSync(join(cwd, 'wrong'), 'r'));
    const env = { LATCHKEY_PASSPHRASE_FD: wrong };
    expect(await runWith({ env }, ...list)).toEqual(ended(3));
    expect(await runWith({ env }, ...list, '--passphrase-file', 'passphrase')).toEqual(done);
  });

  test.each([
    ['wrong', 'eleven green bottles'],
    ['empty', '\n'],
    ['without text', Buffer.of(0xff, 0xfe, 0x00)],
    ['endless', 'x'.repeat(20_000)],
  ])('a file that is %s', async (_name, content) => {
    const { cwd, runWith } = await startCommandLine();
    writeFileSync(join(cwd, 'file'), content);
    expect(await runWith({}, ...list, '--passphrase-file', 'file')).toEqual(ended(3));
  });

  test('for a missing file, no terminal, a cancelled prompt, or a closed descriptor', async () => {
    const { runWith } = await startCommandLine();
    expect(await runWith({}, ...list, '--passphrase-file', 'missing')).toEqual(ended(3));
    expect(await runWith({}, ...list)).toEqual(ended(3));
    expect(await runWith({ askPassphrase: async () => null }, ...list)).toEqual(ended(3));
    for (const LATCHKEY_PASSPHRASE_FD of ['999', 'three', '-1']) {
      expect(await runWith({ env: { LATCHKEY_PASSPHRASE_FD } }, ...list)).toEqual(ended(3));
    }
  });

  test('ignores a variable that holds the passphrase itself', async () => {
    const { runWith } = await startCommandLine();
    const env = { LATCHKEY_PASSPHRASE: PASSPHRASE };
    expect(await runWith({ env }, ...list)).toEqual(ended(3));
  });

  test('asks for a new passphrase twice', async () => {
    const { home, runWith } = await startCommandLine({ fresh: true });
    const create = ['workspace', 'create', '--owner', 'Ada'];
    const typed = [PASSPHRASE, 'eleven green bottles'];
    const askPassphrase = async () => typed.shift() ?? null;
    expect(await runWith({ askPassphrase }, ...create)).toEqual(ended(3));
    expect(existsSync(join(home, 'workspace.latchkey'))).toBe(false);
  });
});

describe('4, an unusable workspace', () => {
  test('that is missing is not created', async () => {
    const { home, run } = await startCommandLine({ fresh: true });
    expect(await run(...list)).toEqual(ended(4));
    expect(existsSync(join(home, 'workspace.latchkey'))).toBe(false);
  });

  test('that is missing leaves its directory missing', async () => {
    const { home, runWith } = await startCommandLine({ fresh: true });
    const missing = join(home, 'missing');
    expect(await runWith({ home: missing }, ...list)).toEqual(ended(4));
    expect(existsSync(missing)).toBe(false);
  });

  test.each([
    ['no workspace', 'this is no database at all, however long it may be'.repeat(100)],
    ['damaged', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8192, 0xa5)])],
  ])('is %s', async (_name, content) => {
    const { home, run } = await startCommandLine({ fresh: true });
    writeFileSync(join(home, 'workspace.latchkey'), content);
    expect(await run(...list)).toEqual(ended(4));
  });

  test('that is a folder', async () => {
    const { home, run } = await startCommandLine({ fresh: true });
    mkdirSync(join(home, 'workspace.latchkey'));
    expect(await run(...list)).toEqual(ended(4));
  });

  test('held by an open window', async () => {
    const { home, cwd, run, runWith } = await startCommandLine();
    const core = openCore(home);
    onTestFinished(() => core.close());
    await enter(core);
    const held = [...list, '--passphrase-file', join(cwd, 'passphrase')];
    expect(await runWith({ timeoutMs: 0 }, ...held)).toEqual(ended(4));
    await core.call('workspace:lock', {});
    expect(await run(...list)).toEqual(done);
  });

  test('being written by another program', async () => {
    const { home, cwd, runWith } = await startCommandLine();
    const other = await openBeside(home);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const held = [...list, '--passphrase-file', join(cwd, 'passphrase')];
    expect(await runWith({ timeoutMs: 0 }, ...held)).toEqual(ended(4));
  });
});

test('waits for a workspace that is released in time', async () => {
  const { home, run } = await startCommandLine();
  const core = openCore(home);
  onTestFinished(() => core.close());
  await enter(core);
  const running = run(...list);
  await wait(100);
  await core.close();
  expect(await running).toEqual(done);
});

test('holds the workspace only while the command runs', async () => {
  const { home, run } = await startCommandLine();
  expect(await run(...list)).toEqual(done);
  const core = openCore(home);
  onTestFinished(() => core.close());
  await enter(core);
  expect(await core.call('application:list', {})).toEqual({ ok: true, value: [] });
});

describe('the language of the command line', () => {
  const wrong = ['token', 'get', 'Nobody', '--passphrase-file', 'passphrase'] as const;

  test('is English, whatever the system’s language is and the one chosen in Settings', async () => {
    const { home, runWith } = await startCommandLine();
    writeFileSync(join(home, 'preferences.json'), JSON.stringify({ language: 'de' }));
    const { exitCode, stderr } = await runWith(
      { env: { LANG: 'de_DE.UTF-8', LANGUAGE: 'de' } },
      ...wrong,
    );
    expect(exitCode).toBe(1);
    expect(stderr).toBe('latchkey: No application named “Nobody”.\n');
  });

  test('is the one that LATCHKEY_LANGUAGE names', async () => {
    const { runWith } = await startCommandLine();
    onTestFinished(() => setLocale({ language: 'en', region: undefined }));
    const { exitCode, stderr } = await runWith({ env: { LATCHKEY_LANGUAGE: 'de' } }, ...wrong);
    expect(exitCode).toBe(1);
    expect(stderr).toBe('latchkey: Keine Anwendung heißt „Nobody“.\n');
  });

  test('is English when LATCHKEY_LANGUAGE names an unknown one', async () => {
    const { runWith } = await startCommandLine();
    const { stderr } = await runWith({ env: { LATCHKEY_LANGUAGE: 'fr' } }, ...wrong);
    expect(stderr).toMatch(/No application/);
  });
});
