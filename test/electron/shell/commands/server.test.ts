import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Output } from '../../../../shared/ipc/contract.ts';
import { sample } from '../../../support/command-line.ts';
import { logOf, openWindow } from '../../../support/command-window.ts';
import { PASSPHRASE, SECOND } from '../../../support/core.ts';

const isJwt = /^[\w-]+\.[\w-]+\.[\w-]+\n$/;
const exit = (exitCode: number, stderr: string) => ({ exitCode, stdout: '', stderr });

describe('a command beside the open window', { tags: 'window/commands' }, () => {
  test('is done by the window’s core after a yes, and logged with who', async () => {
    const window = await openWindow();
    const got = await window.ask({}, 'token', 'get', 'Shop');
    expect(got).toEqual({ exitCode: 0, stdout: expect.stringMatching(isJwt), stderr: '' });
    expect(window.asked).toMatchObject([
      { command: 'token get Shop', caller: { path: process.execPath, isProven: true } },
    ]);
    const [revealed, allowed] = await logOf(window);
    expect(revealed).toMatchObject({ kind: 'secret/revealed', subject: 'Shop, PRODUCTION' });
    expect(allowed).toMatchObject({
      kind: 'client/allowed',
      subject: 'token get Shop',
      detail: { path: process.execPath, how: 'once' },
    });
  });

  test('is refused by a no, with 3, and that is logged, too', async () => {
    const window = await openWindow();
    window.answer = 'no';
    expect(await window.ask({}, 'token', 'get', 'Shop')).toEqual(
      exit(3, 'latchkey: Not allowed in the Latchkey window.\n'),
    );
    const [first] = await logOf(window);
    expect(first).toMatchObject({ kind: 'client/refused', subject: 'token get Shop' });
  });

  test('with the passphrase asks nobody', async () => {
    const window = await openWindow();
    expect(await window.line.run('app', 'list')).toMatchObject({ exitCode: 0 });
    expect(window.asked).toEqual([]);
    const [first] = await logOf(window);
    expect(first).toMatchObject({ kind: 'client/allowed', detail: { how: 'passphrase' } });
  });

  test('with a wrong passphrase is refused, with 3', async () => {
    const window = await openWindow();
    writeFileSync(join(window.line.cwd, 'passphrase'), 'eleven green bottles');
    expect(await window.line.run('app', 'list')).toMatchObject({ exitCode: 3, stdout: '' });
  });

  test('tells the person at the terminal where the question is', async () => {
    const window = await openWindow();
    const { stderr } = await window.ask({ askPassphrase: async () => null }, 'app', 'list');
    expect(stderr).toBe('latchkey: Allow this command in the Latchkey window.\n');
  });

  test('exports where it was told, without a dialog, in its own language', async () => {
    const window = await openWindow();
    window.shell.saveTo = { path: '/nowhere' };
    expect(await window.ask({}, 'export', 'jwks', '--out', 'keys.json')).toMatchObject({
      exitCode: 0,
    });
    expect(window.shell.asked).toEqual([]);
    expect(readFileSync(join(window.line.cwd, 'keys.json'), 'utf8')).toContain('"keys"');
  });

  test('tells the window what changed', async () => {
    const window = await openWindow();
    window.shell.changes.length = 0;
    await window.ask({}, 'app', 'create', 'Other');
    expect(window.shell.changes.flat()).toContain('activity');
    expect(window.shell.changes.flat().join()).toContain('applications');
  });

  test('doesn’t replace the import that a person reviews', async () => {
    const window = await openWindow();
    const paths = [sample('petshop.yaml')];
    const review = await window.core.call('api-import:drop', {}, { paths });
    await window.ask({}, 'api', 'import', sample('petshop.yaml'));
    const { id } = (review as { value: Output<'api-import:drop'> }).value;
    const plans = await window.core.call('business-plan:list', {});
    const businessPlanIds = (plans as { value: Output<'business-plan:list'> }).value.map(
      (plan) => plan.id,
    );
    const choices = [{ index: 0, name: 'Petshop', version: '3', context: '/3', businessPlanIds }];
    expect(await window.core.call('api-import:commit', { id, choices })).toMatchObject({
      ok: true,
    });
  });
});

describe('more than the window gives', () => {
  const forever = ['keys', 'generate', 'Shop', '--type', 'sandbox', '--validity=-1'] as const;

  test('isn’t given by a yes: what outlives the session needs the passphrase, typed just now or not', async () => {
    const window = await openWindow();
    await window.core.call('workspace:confirm', { passphrase: PASSPHRASE });
    expect(await window.ask({}, ...forever)).toMatchObject({ exitCode: 3, stdout: '' });
    const typed = await window.ask({ askPassphrase: async () => PASSPHRASE }, ...forever);
    expect(typed).toMatchObject({ exitCode: 0 });
  });

  test('isn’t given to the page by a command’s passphrase', async () => {
    const window = await openWindow();
    window.clock.elapsed += 6 * 60 * SECOND;
    expect(await window.line.run('app', 'list')).toMatchObject({ exitCode: 0 });
    const order = { lockAfterMinutes: 60 };
    expect(await window.core.call('settings:update', order)).toMatchObject({
      error: { code: 'workspace/confirm' },
    });
  });
});

describe('a locked window', () => {
  test('is said, with 3, if nothing else unlocks', async () => {
    const window = await openWindow();
    await window.lock();
    expect(await window.ask({}, 'app', 'list')).toEqual(
      exit(
        3,
        'latchkey: Latchkey is locked. Sign in at its window, or use --passphrase-file or LATCHKEY_PASSPHRASE_FD.\n',
      ),
    );
    expect(window.asked).toEqual([]);
  });

  test('leaves the file to a command with the passphrase', async () => {
    const window = await openWindow();
    await window.lock();
    expect(await window.line.run('app', 'list')).toMatchObject({ exitCode: 0 });
  });

  test('ends a command that waits for its answer', async () => {
    const window = await openWindow();
    window.answer = null;
    const waiting = window.ask({}, 'app', 'list');
    await expect.poll(() => window.asked.length).toBe(1);
    await window.lock();
    expect(await waiting).toMatchObject({ exitCode: 3 });
  });

  test('ends a command that was allowed', async () => {
    const window = await openWindow();
    const passphrase = Promise.withResolvers<string>();
    const asked = Promise.withResolvers<void>();
    const askPassphrase = () => {
      asked.resolve();
      return passphrase.promise;
    };
    const running = window.ask({ askPassphrase }, 'export', 'tokens', '--out', 'tokens.jwe');
    await asked.promise;
    await window.lock();
    passphrase.resolve(PASSPHRASE);
    expect(await running).toMatchObject({ exitCode: 3, stdout: '' });
    expect(existsSync(join(window.line.cwd, 'tokens.jwe'))).toBe(false);
  });
});

test('what a command has started ends with it', async () => {
  const window = await openWindow();
  const command = {
    id: 'one',
    saveTo: null,
    locale: { language: 'en', region: undefined },
    isConfirmed: false,
  } as const;
  const paths = [sample('petshop.yaml')];
  const reading = window.core.call('api-import:drop', {}, { paths, command });
  await expect.poll(() => window.shell.jobs.length).toBeGreaterThan(0);
  await window.core.abandon('one');
  expect(await reading).toMatchObject({ error: { code: 'call/cancelled' } });
});
