import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DAY, SECOND, startCore, type TestCore } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop } from '../../../support/workspace.ts';

const DAY_SECONDS = 86_400;

async function petshop() {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  const keysOf = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
  const add = (note: string, days: number, more: { secret?: string } = {}) => {
    core.clock.now += SECOND;
    const validitySeconds = days < 0 ? -1 : days * DAY_SECONDS;
    return core.give('consumer-secret:add', { ...keysOf, note, validitySeconds, ...more });
  };
  const reveal = (secretId?: string) =>
    core.call('secret:reveal', {
      kind: 'consumer-secret',
      id: token.keysId,
      ...(secretId === undefined ? {} : { secretId }),
    });
  return { core, application, token, keysOf, add, reveal };
}

async function valueOf(answer: ReturnType<Awaited<ReturnType<typeof petshop>>['reveal']>) {
  const result = await answer;
  if (!result.ok) throw new Error(result.error.code);
  return result.value.value;
}

describe('several consumer secrets', () => {
  test('copies the newest; the old one still works', async () => {
    const { core, keysOf, add, reveal } = await petshop();
    const before = await valueOf(reveal());
    const added = await add('mobile app', 90);
    const value = await valueOf(reveal());
    expect(value).not.toBe(before);
    const secrets = await core.give('consumer-secret:list', keysOf);
    expect(secrets).toMatchObject([
      { id: added.id, note: 'mobile app', expiresAt: added.createdAt + 90 * DAY, revokedAt: null },
      { note: '', expiresAt: null, revokedAt: null },
    ]);
    expect(await valueOf(reveal(secrets[1]?.id))).toBe(before);
  });

  test('uses the previous one once the newest is revoked or expired', async () => {
    const { core, keysOf, add, reveal } = await petshop();
    const first = await valueOf(reveal());
    const short = await add('short', 30);
    const revoked = await add('revoked', -1);
    await core.give('consumer-secret:revoke', { id: revoked.id });
    expect(await valueOf(reveal())).toBe(await valueOf(reveal(short.id)));
    core.clock.now = short.expiresAt ?? 0;
    expect(await valueOf(reveal())).toBe(first);
    expect((await core.give('consumer-secret:list', keysOf)).length).toBe(3);
  });

  test('reports that none is left', async () => {
    const { core, keysOf, reveal } = await petshop();
    const [only] = await core.give('consumer-secret:list', keysOf);
    await core.give('consumer-secret:revoke', { id: only?.id ?? '' });
    expect(await reveal()).toMatchObject({ error: { code: 'keys/no-secret' } });
    const again = await core.refuse('consumer-secret:revoke', { id: only?.id ?? '' });
    expect(again.code).toBe('keys/secret-revoked');
  });

  test('remembers when each was last shown', async () => {
    const { core, keysOf, add, reveal } = await petshop();
    const added = await add('', -1);
    core.clock.now += SECOND;
    await valueOf(reveal(added.id));
    expect(await core.give('consumer-secret:list', keysOf)).toMatchObject([
      { lastShownAt: core.clock.now },
      { lastShownAt: null },
    ]);
  });

  test('reports one of other keys as missing', async () => {
    const { core, application, token } = await petshop();
    await generate(core, application.id, { keyType: 'SANDBOX' });
    const [foreign] = await core.give('consumer-secret:list', {
      applicationId: application.id,
      keyType: 'SANDBOX',
    });
    const ref = { kind: 'consumer-secret', id: token.keysId, secretId: foreign?.id ?? '' } as const;
    expect(await core.refuse('secret:reveal', ref)).toEqual({ code: 'missing/consumer-secret' });
  });

  test('logs adding and revoking, without the secret', async () => {
    const { core, add } = await petshop();
    const added = await add('backup', -1, { secret: 'from-elsewhere-1234' });
    await core.give('consumer-secret:revoke', { id: added.id });
    const { entries } = await core.give('activity:list', { limit: 2 });
    expect(entries).toMatchObject([
      {
        kind: 'consumer-secret/revoked',
        subject: 'Petshop, PRODUCTION',
        detail: { note: 'backup' },
      },
      { kind: 'consumer-secret/added' },
    ]);
    expect(JSON.stringify(entries)).not.toContain('from-elsewhere');
  });
});

describe('existing keys', () => {
  const existing = { consumerKey: 'from-wso2-abc', consumerSecret: 'wso2/secret+of=ours' };

  async function entering(core: TestCore, name: string) {
    const application = await makeApplication(core, name);
    const request = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    return core.call('keys:generate', { ...request, validitySeconds: 60, scopes: [], existing });
  }

  test('are entered unchanged, and tokens have their consumer key', async () => {
    const core = await startCore();
    const issued = await entering(core, 'Moved');
    if (!issued.ok) throw new Error(issued.error.code);
    const { keysId, applicationId, keyType } = issued.value;
    const view = await core.give('keys:get', { applicationId, keyType });
    expect(view.keys?.consumerKey).toBe(existing.consumerKey);
    const { value } = await core.give('secret:reveal', { kind: 'consumer-secret', id: keysId });
    expect(value).toBe(existing.consumerSecret);
  });

  test('of another application are refused at the field', async () => {
    const core = await startCore();
    await entering(core, 'One');
    expect(await entering(core, 'Two')).toMatchObject({
      error: { code: 'keys/consumer-key-taken', field: 'existing.consumerKey' },
    });
  });

  test.each(['', 'with space', 'ключ'])('%j isn’t a consumer key', async (consumerKey) => {
    const core = await startCore();
    const application = await makeApplication(core, 'Refused');
    const request = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    const refused = await core.refuse('keys:generate', {
      ...request,
      validitySeconds: 60,
      scopes: [],
      existing: { ...existing, consumerKey },
    });
    expect(refused.field).toBe('existing.consumerKey');
  });
});

describe('removing keys', () => {
  test('deletes secrets and tokens; gateways keep refusing the tokens', async () => {
    const { core, token, keysOf } = await petshop();
    expect(await core.give('keys:remove', keysOf)).toEqual({ tokens: 1 });
    expect(await core.give('keys:get', keysOf)).toMatchObject({ keys: null, token: null });
    expect(await core.give('token:list', { limit: 5 })).toMatchObject({ tokens: [] });
    core.shell.saveTo = { folder: core.home };
    expect(await core.give('gateway:export', { file: 'revocations' })).toMatchObject({ count: 1 });
    expect(readFileSync(`${core.home}/revocations.txt`, 'utf8')).toBe(`${token.id}\n`);
  });

  test('allows generating new ones', async () => {
    const { core, application, keysOf } = await petshop();
    await core.give('keys:remove', keysOf);
    expect(await generate(core, application.id)).toMatchObject({ current: true });
    expect(
      (await core.refuse('consumer-secret:list', { ...keysOf, keyType: 'SANDBOX' })).code,
    ).toBe('keys/none');
  });
});

test('keeps grant types and callback URL for hand-over', async () => {
  const { core, keysOf } = await petshop();
  expect(await core.give('keys:hand-over', keysOf)).toEqual({
    grantTypes: ['client_credentials'],
    callbackUrl: '',
  });
  const handOver = {
    grantTypes: ['client_credentials' as const, 'refresh_token' as const],
    callbackUrl: 'https://shop.example/callback',
  };
  await core.give('keys:set-hand-over', { ...keysOf, ...handOver });
  expect(await core.give('keys:hand-over', keysOf)).toEqual(handOver);
  for (const callbackUrl of ['/relative', 'https://shop.example/#fragment', 'https://a b/']) {
    const refused = await core.refuse('keys:set-hand-over', {
      ...keysOf,
      ...handOver,
      callbackUrl,
    });
    expect(refused).toMatchObject({ code: 'field/not-a-url', field: 'callbackUrl' });
  }
});
