import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCommandLine } from '../../support/command-line.ts';
import { START } from '../../support/core.ts';

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

test('workspace check', async () => {
  const { json } = await startCommandLine();
  expect(await json('workspace', 'check')).toEqual({ ok: true, findings: [] });
});
