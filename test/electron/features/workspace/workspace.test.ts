import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Key } from '../../../../electron/base/crypto/key.ts';
import { PAGE_BYTES } from '../../../../electron/base/database/file-header.ts';
import type { Core } from '../../../../electron/core/core.ts';
import { makeBlock } from '../../../../electron/features/workspace/key-block.ts';
import { writeMirror } from '../../../../electron/features/workspace/key-places.ts';
import {
  byPassphrase,
  openCore,
  ownerDraft,
  PASSPHRASE,
  START,
  startCore,
  temporaryDirectory,
} from '../../../support/core.ts';
import { keyBlockOf } from '../../../support/data-key.ts';
import { recordingShell } from '../../../support/shell.ts';
import { makePetshop } from '../../../support/workspace.ts';

async function newWorkspace(more: Partial<typeof ownerDraft> = {}, shell = recordingShell()) {
  const home = temporaryDirectory();
  const clock = { now: START };
  const core = openCore(home, { shell, now: () => clock.now });
  const made = await core.call('workspace:create', { ...ownerDraft, ...more });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  const { recoveryCode } = made.value as { recoveryCode: string };
  return { home, core, shell, clock, recoveryCode };
}

const stateOf = async (core: Core) => {
  const state = await core.call('workspace:state', {});
  return state.ok ? (state.value as Record<string, unknown>) : state.error;
};

describe('creating', () => {
  test('a short passphrase is refused at its field, unless confirmed', async () => {
    const core = openCore(temporaryDirectory());
    const short = { ...ownerDraft, passphrase: 'elevenchars' };
    expect(await core.call('workspace:create', short)).toEqual({
      ok: false,
      error: { code: 'passphrase/short', field: 'passphrase', detail: { min: 12 } },
    });
    expect(await core.call('workspace:create', { ...short, insist: true })).toMatchObject({
      ok: true,
    });
    await core.close();
  });

  test('the recovery code is one of 32^30, and stored nowhere', async () => {
    const { core, recoveryCode, home } = await newWorkspace();
    expect(recoveryCode).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){5}[0-9A-HJKMNP-TV-Z]{5}$/);
    await core.close();
    const bytes = readFileSync(join(home, 'workspace.latchkey'));
    expect(bytes.includes(recoveryCode)).toBe(false);
    expect(bytes.includes(recoveryCode.replaceAll('-', ''))).toBe(false);
  });

  test('an existing workspace isn’t created again', async () => {
    const { core } = await newWorkspace();
    expect(await core.call('workspace:create', ownerDraft)).toMatchObject({
      error: { code: 'workspace/not-new' },
    });
    await core.call('workspace:lock', {});
    expect(await core.call('workspace:create', ownerDraft)).toMatchObject({
      error: { code: 'workspace/not-new' },
    });
    await core.close();
  });
});

describe('signing in', () => {
  test('by passphrase, in NFC or NFD', async () => {
    const { core } = await newWorkspace({ passphrase: 'Sésame, ouvre-toi' });
    await core.call('workspace:lock', {});
    const passphrase = 'Sésame, ouvre-toi'.normalize('NFD');
    const entered = await core.call('workspace:sign-in', { with: 'passphrase', passphrase });
    expect(entered).toEqual({ ok: true, value: null });
    await core.close();
  });

  test('by recovery code, in any case and spacing', async () => {
    const { core, recoveryCode } = await newWorkspace();
    await core.call('workspace:lock', {});
    const code = ` ${recoveryCode.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `;
    const entered = await core.call('workspace:sign-in', { with: 'recovery-code', code });
    expect(entered).toEqual({ ok: true, value: null });
    await core.close();
  });

  test('is logged, with the number of failed attempts', async () => {
    const { core } = await newWorkspace();
    await core.call('workspace:lock', {});
    await core.call('workspace:sign-in', { with: 'passphrase', passphrase: 'wrong' });
    await core.call('workspace:sign-in', byPassphrase);
    expect(await core.call('activity:list', { limit: 1 })).toMatchObject({
      value: {
        entries: [{ kind: 'workspace/signed-in', detail: { with: 'passphrase', failedBefore: 1 } }],
      },
    });
    await core.close();
  });
});

describe('a lock', () => {
  test('refuses every call that isn’t about the workspace, and informs the window', {
    tags: 'secrets/lock-refuses',
  }, async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    await core.give('workspace:lock', {});
    expect(core.shell.locks).toBe(1);
    const everything = { of: 'everything' } as const;
    const refused = [
      await core.refuse('secret:reveal', { kind: 'access-token', id: token.id }),
      await core.refuse('secret:copy', { kind: 'access-token', id: token.id }),
      await core.refuse('token:export', { selection: everything, format: 'jwt', encryption: null }),
      await core.refuse('application:list', {}),
      await core.refuse('activity:list', { limit: 1 }),
      await core.refuse('workspace:set-keyring', { enabled: false }),
      await core.refuse('workspace:new-recovery-code', { passphrase: PASSPHRASE }),
    ];
    expect(refused).toEqual(refused.map(() => ({ code: 'workspace/locked' })));
    expect(core.shell.copied).toEqual([]);
  });

  test('during an issue leaves all of it or nothing', async () => {
    const core = await startCore();
    const { application } = await makePetshop(core);
    const issue = core.call('keys:generate', {
      applicationId: application.id,
      keyType: 'SANDBOX',
      validitySeconds: 60,
      scopes: [],
    });
    await core.give('workspace:lock', {});
    const issued = await issue;
    await core.give('workspace:sign-in', byPassphrase);
    const view = await core.give('keys:get', {
      applicationId: application.id,
      keyType: 'SANDBOX',
    });
    expect(view.keys === null).toBe(!issued.ok);
    expect(view.token === null).toBe(!issued.ok);
    expect(core.defects).toEqual([]);
  });

  test('after the configured minutes: the window is told at sign-in and on change', {
    tags: 'secrets/lock-idle',
  }, async () => {
    const core = await startCore();
    await core.give('settings:update', { lockAfterMinutes: 3 });
    await core.restart();
    expect(core.shell.lockAfterMinutes).toEqual([10, 3, 3]);
  });
});

describe('the keyring', () => {
  test('opens the workspace, and another keyring does not', {
    tags: ['secrets/keyring', 'secrets/keyring-changed'],
  }, async () => {
    const shell = recordingShell();
    shell.keyring = 'login';
    const { core, home } = await newWorkspace({ keyring: true }, shell);
    await core.call('workspace:lock', {});
    expect(await core.call('workspace:sign-in', { with: 'keyring' })).toMatchObject({ ok: true });
    await core.call('workspace:lock', {});
    const file = join(home, 'workspace.latchkey');
    const before = readFileSync(file);
    for (const other of ['another', null]) {
      shell.keyring = other;
      expect(await core.call('workspace:sign-in', { with: 'keyring' })).toEqual({
        ok: false,
        error: { code: 'workspace/no-keyring' },
      });
    }
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(await core.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    await core.close();
  });

  test('is turned on and off, and reports its state', async () => {
    const shell = recordingShell();
    const { core } = await newWorkspace({ keyring: true }, shell);
    expect(await stateOf(core)).toMatchObject({ keyring: { available: false, enabled: false } });
    const on = { enabled: true, passphrase: PASSPHRASE };
    expect(await core.call('workspace:set-keyring', on)).toMatchObject({
      error: { code: 'workspace/no-keyring' },
    });
    shell.keyring = 'login';
    const stranger = { enabled: true, passphrase: 'not it' };
    expect(await core.call('workspace:set-keyring', stranger)).toMatchObject({
      error: { code: 'workspace/wrong', field: 'passphrase' },
    });
    expect(await stateOf(core)).toMatchObject({ keyring: { available: true, enabled: false } });
    await core.call('workspace:set-keyring', on);
    expect(await stateOf(core)).toMatchObject({ keyring: { available: true, enabled: true } });
    await core.call('workspace:set-keyring', { enabled: false });
    await core.call('workspace:lock', {});
    expect(await core.call('workspace:sign-in', { with: 'keyring' })).toMatchObject({
      error: { code: 'workspace/no-keyring' },
    });
    await core.close();
  });
});

describe('changing unlock methods', { tags: 'secrets/unlock-methods' }, () => {
  test('a new passphrase requires the old one or the recovery code', async () => {
    const { core, recoveryCode } = await newWorkspace();
    const change = (current: string, next: string) =>
      core.call('workspace:change-passphrase', { current, next, insist: false });
    expect(await change('not it', 'another passphrase')).toMatchObject({
      error: { code: 'workspace/wrong', field: 'current' },
    });
    expect(await change(PASSPHRASE, 'short')).toMatchObject({
      error: { code: 'passphrase/short', field: 'next' },
    });
    expect(await change(PASSPHRASE, 'another passphrase')).toMatchObject({ ok: true });
    expect(await change(recoveryCode, 'and yet another one')).toMatchObject({ ok: true });
    await core.call('workspace:lock', {});
    const signIn = (passphrase: string) =>
      core.call('workspace:sign-in', { with: 'passphrase', passphrase });
    expect(await signIn(PASSPHRASE)).toMatchObject({ ok: false });
    expect(await signIn('another passphrase')).toMatchObject({ ok: false });
    expect(await signIn('and yet another one')).toMatchObject({ ok: true });
    await core.close();
  });

  test('a new recovery code invalidates the old one', async () => {
    const { core, recoveryCode } = await newWorkspace();
    const made = await core.call('workspace:new-recovery-code', { passphrase: PASSPHRASE });
    if (!made.ok) throw new Error(made.error.code);
    const next = (made.value as { recoveryCode: string }).recoveryCode;
    await core.call('workspace:lock', {});
    const signIn = (code: string) =>
      core.call('workspace:sign-in', { with: 'recovery-code', code });
    expect(await signIn(recoveryCode)).toMatchObject({ error: { code: 'workspace/wrong' } });
    expect(await signIn(next)).toMatchObject({ ok: true });
    await core.close();
  });

  test('a higher cost of guessing re-wraps the key at the next sign-in', async () => {
    const { core, home } = await newWorkspace();
    await core.close();
    const raised = openCore(home, { kdfCost: { N: 2 ** 12, r: 8, p: 1 } });
    expect(await raised.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    await raised.close();
    const slot = keyBlockOf(home).slots.find(({ kind }) => kind === 'passphrase');
    expect(slot?.kdf).toMatchObject({ N: 2 ** 12 });
    const again = openCore(home);
    expect(await again.call('workspace:sign-in', byPassphrase)).toMatchObject({ ok: true });
    await again.close();
  });
});

const pagesWithoutTrailer = (home: string): number =>
  statSync(join(home, 'workspace.latchkey')).size - PAGE_BYTES;

test('a file that asks for more memory than a machine has is refused at once', async () => {
  const { core, home } = await newWorkspace();
  await core.close();
  const { id, slots } = keyBlockOf(home);
  const greedy = slots.map((slot) =>
    Object.assign({}, slot, { kdf: Object.assign({}, slot.kdf, { N: 1_073_741_824 }) }),
  );
  // The newest block, but with a wrong key: what somebody without the key could write.
  writeMirror(home, makeBlock(id, 9, greedy, Key.random()));
  truncateSync(join(home, 'workspace.latchkey'), pagesWithoutTrailer(home));
  const next = openCore(home);
  expect(await next.call('workspace:sign-in', byPassphrase)).toMatchObject({
    error: { code: 'workspace/method-damaged' },
  });
  await next.close();
});

test('a file without its slots accepts no other key, and isn’t created over', {
  tags: ['secrets/unlock-methods', 'authenticity/unlock'],
}, async () => {
  const { core, home } = await newWorkspace();
  await core.close();
  const file = join(home, 'workspace.latchkey');
  rmSync(join(home, 'slots'), { recursive: true });
  truncateSync(file, pagesWithoutTrailer(home));
  writeFileSync(join(home, 'data.key'), Buffer.alloc(32, 7));
  const before = readFileSync(file);
  const next = openCore(home);
  const noKeys = { code: 'workspace/keys-missing', detail: { file } };
  expect(await stateOf(next)).toMatchObject({ phase: 'locked', problem: noKeys });
  expect(await next.call('workspace:create', ownerDraft)).toMatchObject({ error: noKeys });
  expect(await next.call('workspace:sign-in', byPassphrase)).toMatchObject({ error: noKeys });
  await next.close();
  expect(readFileSync(file).equals(before)).toBe(true);
});
