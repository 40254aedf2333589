import { closeSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { throughNpm } from '../../../electron/cli/through-npm.ts';
import { temporaryDirectory } from '../../support/core.ts';

describe('what npm keeps from a script', () => {
  test('is where it was typed', () => {
    const typed = { npm_lifecycle_event: 'latchkey', INIT_CWD: '/home/ann' };
    expect(throughNpm(typed, '/project').cwd).toBe('/home/ann');
    expect(throughNpm({ INIT_CWD: '/home/ann' }, '/project').cwd).toBe('/project');
  });

  test('is no file that is open here: without npm its number stays', () => {
    const file = join(temporaryDirectory(), 'passphrase');
    writeFileSync(file, 'secret');
    const descriptor = openSync(file, 'r');
    onTestFinished(() => closeSync(descriptor));
    const env = { LATCHKEY_PASSPHRASE_FD: String(descriptor) };
    expect(throughNpm(env, '/project').env).toEqual(env);
  });

  test.runIf(process.platform === 'linux')('is a file that nobody opened', () => {
    const env = { npm_lifecycle_event: 'latchkey', LATCHKEY_PASSPHRASE_FD: '99999' };
    expect(throughNpm(env, '/project').env).toEqual(env);
  });
});
