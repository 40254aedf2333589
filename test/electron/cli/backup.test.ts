import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCommandLine } from '../../support/command-line.ts';
import { byPassphrase, openCore, START } from '../../support/core.ts';

const ID = /^[0-9a-f]{16}$/;

test('backup create prints the path', async () => {
  const { home, json } = await startCommandLine();
  const made = (await json('backup', 'create')) as { file: string; at: string; bytes: number };
  expect(made).toEqual({
    file: expect.stringContaining(join(home, 'backups')),
    at: new Date(START).toISOString(),
    bytes: statSync(made.file).size,
  });
  expect(readdirSync(join(home, 'backups'))).toEqual([expect.stringMatching(ID)]);
});

test('backup create --out saves it there, and never overwrites', async () => {
  const { cwd, json, run } = await startCommandLine();
  const file = join(cwd, 'mine.latchkey');
  expect(await json('backup', 'create', '--out', 'mine.latchkey')).toMatchObject({ file });
  expect(existsSync(file)).toBe(true);
  const before = statSync(file).mtimeMs;
  expect(await run('backup', 'create', '--out', 'mine.latchkey')).toMatchObject({ exitCode: 1 });
  expect(statSync(file).mtimeMs).toBe(before);
});

test('backup check and backup restore', async () => {
  const { cwd, json, run } = await startCommandLine();
  await json('app', 'create', 'Kept');
  const { file } = (await json('backup', 'create')) as { file: string };
  await json('app', 'create', 'Later');
  expect(await json('backup', 'check', file)).toMatchObject({
    ok: true,
    findings: [],
    contents: { applications: 1 },
  });
  expect(await json('backup', 'restore', file)).toEqual({
    aside: expect.stringContaining('(before restoring'),
  });
  expect(await json('app', 'list')).toMatchObject([{ name: 'Kept' }]);

  const bytes = readFileSync(file);
  bytes.fill(7, 8192 * 4, 8192 * 5);
  writeFileSync(file, bytes);
  expect(await run('backup', 'check', file)).toMatchObject({ exitCode: 1 });
  expect(await run('backup', 'restore', file)).toMatchObject({ exitCode: 1 });
  expect(await run('backup', 'check', join(cwd, 'missing.latchkey'))).toMatchObject({
    exitCode: 1,
  });
});

test.runIf(process.platform !== 'win32')(
  'what is no workspace is called what it is, and nobody waits for it',
  async () => {
    const { home, cwd, run } = await startCommandLine();
    const pipe = join(cwd, 'pipe.latchkey');
    execFileSync('mkfifo', [pipe]);
    for (const command of ['check', 'restore']) {
      const { exitCode, stderr } = await run('backup', command, pipe);
      expect({ command, exitCode }).toEqual({ command, exitCode: 4 });
      expect(stderr).toMatch(/^latchkey: This is a named pipe, not a Latchkey workspace/);
    }
    const file = join(home, 'workspace.latchkey');
    rmSync(file);
    execFileSync('mkfifo', [file]);
    const { exitCode, stderr } = await run('app', 'list');
    expect(exitCode).toBe(4);
    expect(stderr).toMatch(/^latchkey: This is a named pipe, not a Latchkey workspace/);
  },
);

test('every person’s passphrase opens the workspace', async () => {
  const { home, cwd, json, run } = await startCommandLine();
  const core = openCore(home);
  await core.call('workspace:sign-in', byPassphrase);
  const passphrase = 'nanoseconds are this long';
  await core.call('workspace:add-method', { name: 'Grace', passphrase, insist: false });
  await core.close();
  writeFileSync(join(cwd, 'passphrase'), passphrase);
  await json('app', 'create', 'By Grace');
  // Unlocked a moment ago, so the passphrase isn't asked for again.
  const never = await run('keys', 'generate', 'By Grace', '--validity=-1');
  expect(never).toMatchObject({ exitCode: 0 });
  const again = openCore(home);
  await again.call('workspace:sign-in', byPassphrase);
  const listed = await again.call('activity:list', { limit: 50 });
  await again.close();
  expect(listed).toMatchObject({
    value: {
      entries: expect.arrayContaining([
        expect.objectContaining({ kind: 'application/created', byName: 'Grace' }),
      ]),
    },
  });
});

test('workspace check', async () => {
  const { json } = await startCommandLine();
  expect(await json('workspace', 'check')).toEqual({ ok: true, findings: [] });
});
