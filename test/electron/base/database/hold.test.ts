/**
 * @module-tag durability/one-program
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Hold, holdFile } from '../../../../electron/base/database/hold.ts';
import { temporaryDirectory } from '../../../support/core.ts';

function hold(file: string): Hold {
  const held = holdFile(file);
  if (!held.ok) throw new Error(held.error.code);
  onTestFinished(held.value.release);
  return held.value;
}

test('one process holds it at a time; the next one gets it on release', () => {
  const file = join(temporaryDirectory(), 'workspace.latchkey');
  const first = hold(file);
  expect(holdFile(file)).toEqual({ ok: false, error: { code: 'database/busy', detail: { file } } });
  first.release();
  hold(file);
});

test('the lock file is empty and private', () => {
  const file = join(temporaryDirectory(), 'workspace.latchkey');
  hold(file);
  const { size, mode } = statSync(`${file}-lock`);
  expect([size, (mode & 0o777).toString(8)]).toEqual([0, '600']);
});

test('a killed process no longer holds it', async () => {
  const file = join(temporaryDirectory(), 'workspace.latchkey');
  const module = new URL('../../../../electron/base/database/hold.ts', import.meta.url).href;
  const script = `const { holdFile } = await import(${JSON.stringify(module)});
    console.log(holdFile(${JSON.stringify(file)}).ok); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  onTestFinished(() => void other.kill('SIGKILL'));
  const [said] = (await once(other.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('true\n');
  expect(holdFile(file).ok).toBe(false);
  other.kill('SIGKILL');
  await once(other, 'exit');
  expect(holdFile(file).ok).toBe(true);
});

test('without a lock file, opening the workspace reports why', () => {
  const folder = join(temporaryDirectory(), 'there');
  mkdirSync(folder);
  chmodSync(folder, 0o500);
  expect(holdFile(join(folder, 'missing', 'workspace.latchkey')).ok).toBe(true);
});
