import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startCommandLine } from '../../support/command-line.ts';
import { START } from '../../support/core.ts';

const ID = /^[0-9a-f]{16}$/;

test('backup create prints where it is', async () => {
  const { home, json } = await startCommandLine();
  const made = (await json('backup', 'create')) as { file: string; at: string; bytes: number };
  expect(made).toEqual({
    file: expect.stringContaining(join(home, 'backups')),
    at: new Date(START).toISOString(),
    bytes: statSync(made.file).size,
  });
  expect(readdirSync(join(home, 'backups'))).toEqual([expect.stringMatching(ID)]);
});

test('backup create --out saves it there, and overwrites nothing', async () => {
  const { cwd, json, run } = await startCommandLine();
  const file = join(cwd, 'mine.latchkey');
  expect(await json('backup', 'create', '--out', 'mine.latchkey')).toMatchObject({ file });
  expect(existsSync(file)).toBe(true);
  const before = statSync(file).mtimeMs;
  expect(await run('backup', 'create', '--out', 'mine.latchkey')).toMatchObject({ exitCode: 1 });
  expect(statSync(file).mtimeMs).toBe(before);
});
