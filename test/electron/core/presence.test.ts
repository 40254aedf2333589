import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { OWNER, PASSPHRASE, SECOND, startCore, type TestCore } from '../../support/core.ts';
import { makeApplication, makePetshop } from '../../support/workspace.ts';

const asks = { code: 'workspace/confirm' };
const FIVE_MINUTES = 300 * SECOND;

/** A core whose page is hijacked while the person is away. */
async function alone(): Promise<TestCore> {
  const core = await startCore();
  core.clock.elapsed += FIVE_MINUTES;
  return core;
}

async function calls(core: TestCore) {
  const { application, token, api } = await makePetshop(core);
  await core.give('api:delete', { id: api.id });
  const { methods } = await core.give('workspace:methods', {});
  const id = methods.find(({ kind }) => kind === 'recovery-code')?.id ?? '';
  const what = { applicationId: application.id, keyType: 'PRODUCTION' as const, scopes: [] };
  const order = (validitySeconds: number) => ({ ...what, validitySeconds, replaces: token.id });
  const sandbox = (validitySeconds: number) => ({
    ...what,
    keyType: 'SANDBOX' as const,
    validitySeconds,
  });
  const beyond = defaultSettings.confirmBeyondSeconds + 1;
  const minutes = defaultSettings.lockAfterMinutes + 1;
  return {
    'a token that never expires': () => core.call('keys:generate', sandbox(-1)),
    'another one that never expires': () => core.call('token:regenerate', order(-1)),
    'a token beyond the settings': () => core.call('token:regenerate', order(beyond)),
    purging: () => core.call('bin:purge', { kind: 'api', id: api.id }),
    'a longer auto-lock': () => core.call('settings:update', { lockAfterMinutes: minutes }),
    'settings that ask later': () => core.call('settings:update', { confirmBeyondSeconds: beyond }),
    'another person': () =>
      core.call('workspace:add-method', { name: 'Eve', passphrase: 'x'.repeat(12), insist: false }),
    'the keyring switched off': () => core.call('workspace:set-keyring', { enabled: false }),
    'a method removed': () => core.call('workspace:remove-method', { id }),
  };
}

describe('what outlives the session asks for the passphrase', {
  tags: 'window/presence',
}, () => {
  test('each time nobody has given it for five minutes, and changes nothing', async () => {
    const core = await alone();
    const { entries: before } = await core.give('activity:list', { limit: 1 });
    for (const [what, call] of Object.entries(await calls(core))) {
      expect({ what, answer: await call() }).toEqual({ what, answer: { ok: false, error: asks } });
    }
    const { methods } = await core.give('workspace:methods', {});
    expect(methods).toHaveLength(2);
    expect(await core.give('settings:get', {})).toMatchObject({
      lockAfterMinutes: defaultSettings.lockAfterMinutes,
      confirmBeyondSeconds: defaultSettings.confirmBeyondSeconds,
    });
    expect(before).toHaveLength(1);
  });

  test('once: the passphrase and the recovery code vouch for five minutes', async () => {
    const core = await alone();
    const { recoveryCode } = await core.give('workspace:new-recovery-code', {
      passphrase: PASSPHRASE,
    });
    for (const passphrase of [PASSPHRASE, recoveryCode]) {
      core.clock.elapsed += FIVE_MINUTES;
      const minutes = defaultSettings.lockAfterMinutes + 1;
      const longer = { lockAfterMinutes: minutes };
      const shorter = { lockAfterMinutes: minutes - 1 };
      expect(await core.refuse('settings:update', longer)).toEqual(asks);
      await core.give('workspace:confirm', { passphrase });
      core.clock.elapsed += FIVE_MINUTES - 1;
      await core.give('settings:update', longer);
      await core.give('settings:update', shorter);
      core.clock.elapsed += 1;
      expect(await core.refuse('settings:update', longer)).toEqual(asks);
    }
  });

  test('a wrong one vouches for nothing, and is slowed down as at the sign-in', async () => {
    const core = await alone();
    const passphrase = 'not it';
    const wrong = { code: 'workspace/wrong', field: 'passphrase' };
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await core.refuse('workspace:confirm', { passphrase })).toEqual(wrong);
    }
    expect(await core.refuse('workspace:confirm', { passphrase })).toMatchObject({
      code: 'workspace/wait',
    });
    expect(await core.refuse('settings:update', { lockAfterMinutes: 11 })).toEqual(asks);
  });

  test('not of the keyring: whoever sits there has typed nothing', async () => {
    const core = await startCore();
    core.shell.keyring = 'login';
    await core.give('workspace:set-keyring', { enabled: true, passphrase: PASSPHRASE });
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', { with: 'keyring' });
    expect(await core.refuse('settings:update', { lockAfterMinutes: 11 })).toEqual(asks);
    await core.give('workspace:confirm', { passphrase: PASSPHRASE });
    await core.give('settings:update', { lockAfterMinutes: 11 });
  });

  test('what is no longer and no more than before asks for nothing', async () => {
    const core = await alone();
    await makePetshop(core);
    await makeApplication(core, 'Another');
    await core.give('settings:update', { lockAfterMinutes: 5, issuer: 'https://example.com' });
    const { methods } = await core.give('workspace:methods', {});
    const [{ id } = { id: '' }] = methods;
    expect(
      await core.call('workspace:rename-method', { id, name: `${OWNER}, at work` }),
    ).toMatchObject({ ok: true });
  });
});

describe('reveals', { tags: 'window/reveals' }, () => {
  test('are refused after 30 in a minute, which is in the log once, and go on', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const ref = { kind: 'access-token', id: token.id } as const;
    for (let count = 0; count < 30; count += 1) {
      await core.give('secret:reveal', ref);
      core.clock.elapsed += SECOND;
    }
    const refused = { code: 'secret/too-many', detail: { seconds: 30 } };
    for (let count = 0; count < 5; count += 1) {
      expect(await core.refuse('secret:reveal', ref)).toEqual(refused);
    }
    // Locking and signing in again doesn't reset the limit.
    await core.give('workspace:lock', {});
    await core.give('workspace:sign-in', { with: 'passphrase', passphrase: PASSPHRASE });
    expect(await core.refuse('secret:reveal', ref)).toEqual(refused);
    core.clock.elapsed += 30 * SECOND;
    await core.give('secret:reveal', ref);
    const { entries } = await core.give('activity:list', { limit: 100 });
    const kinds = entries.map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'secret/limited')).toHaveLength(1);
    expect(kinds.filter((kind) => kind === 'secret/revealed')).toHaveLength(31);
  });
});
