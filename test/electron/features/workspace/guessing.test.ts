import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  byPassphrase,
  DAY,
  SECOND,
  startCore,
  type TestCore,
  temporaryDirectory,
} from '../../../support/core.ts';

const wrong = { with: 'passphrase', passphrase: 'wrong' } as const;

async function startLocked(): Promise<TestCore> {
  const core = await startCore();
  await core.give('workspace:lock', {});
  return core;
}

describe('guessing a passphrase', { tags: 'secrets/guessing' }, () => {
  test('reveals only that it is wrong, and changes no byte', async () => {
    const core = await startLocked();
    const file = join(core.home, 'workspace.latchkey');
    const before = readFileSync(file);
    const refused = await Promise.all([
      core.refuse('workspace:sign-in', wrong),
      core.refuse('workspace:sign-in', { with: 'recovery-code', code: 'AAAAA-AAAAA' }),
    ]);
    expect(refused).toEqual([
      { code: 'workspace/wrong', field: 'passphrase' },
      { code: 'workspace/wrong', field: 'code' },
    ]);
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  test('is delayed longer each time, and the right one resets that', async () => {
    const { call, give, clock } = await startLocked();
    const guess = () => call('workspace:sign-in', wrong);
    const waits: unknown[] = [];
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await guess();
      const next = await call('workspace:sign-in', byPassphrase);
      if (next.ok) {
        waits.push(0);
        await give('workspace:lock', {});
        for (let again = 0; again < attempt; again += 1) await guess();
        continue;
      }
      waits.push(next.error.detail?.['seconds']);
      clock.elapsed += Number(next.error.detail?.['seconds']) * SECOND;
    }
    expect(waits).toEqual([0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
    await give('workspace:sign-in', byPassphrase);
  });

  test('waits by a monotonic clock', async () => {
    const { refuse, clock } = await startLocked();
    for (let attempt = 0; attempt < 3; attempt += 1) await refuse('workspace:sign-in', wrong);
    for (const now of [clock.now - DAY, clock.now + DAY]) {
      clock.now = now;
      expect(await refuse('workspace:sign-in', byPassphrase)).toMatchObject({
        code: 'workspace/wait',
        detail: { seconds: 1 },
      });
    }
  });

  test('concurrently is no faster than one after another', async () => {
    const { refuse, give } = await startLocked();
    const many = Array.from({ length: 50 });
    const guesses = await Promise.all(many.map(() => refuse('workspace:sign-in', wrong)));
    expect(guesses.filter(({ code }) => code === 'workspace/wrong')).toHaveLength(3);
    expect(guesses.at(-1)).toMatchObject({ code: 'workspace/wait' });
    await expect(give('workspace:sign-in', byPassphrase)).rejects.toThrow('workspace/wait');
  });

  test('for an open workspace is delayed as well', async () => {
    const { refuse } = await startCore();
    const guess = { current: 'wrong', next: 'another passphrase', insist: false };
    const guesses = await Promise.all(
      Array.from({ length: 50 }, () => refuse('workspace:change-passphrase', guess)),
    );
    expect(guesses.filter(({ code }) => code === 'workspace/wrong')).toHaveLength(3);
    expect(await refuse('workspace:new-recovery-code', { passphrase: 'wrong' })).toMatchObject({
      code: 'workspace/wait',
    });
  });

  test('stays delayed after switching to another workspace and back', async () => {
    const { call, give, refuse, shell, home } = await startLocked();
    const first = join(home, 'workspace.latchkey');
    for (let attempt = 0; attempt < 3; attempt += 1) await call('workspace:sign-in', wrong);
    const waits = { code: 'workspace/wait', detail: { seconds: 1 } };
    await give('workspace:switch', { file: first });
    expect(await refuse('workspace:sign-in', wrong)).toMatchObject(waits);
    shell.saveTo = { path: join(temporaryDirectory(), 'other.latchkey') };
    await give('workspace:begin', {});
    await give('workspace:switch', { file: first });
    expect(await refuse('workspace:sign-in', wrong)).toMatchObject(waits);
  });
});
