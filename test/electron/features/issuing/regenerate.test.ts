import { describe, expect, test } from 'vitest';
import { type TokenState, tokenState } from '../../../../shared/domain/token.ts';
import { SECOND, START, startCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import { jwtOf, makePetshop, regenerate } from '../../../support/workspace.ts';

async function petshop() {
  const core = await startCore();
  const { application, token: old, ...rest } = await makePetshop(core);
  core.clock.now += 10 * SECOND;
  const ledger = async () =>
    (await core.give('token:list', { applicationId: application.id, limit: 100 })).tokens;
  return { core, application, old, ledger, ...rest };
}

describe('Re-generate', () => {
  test('revokes the old token and stores the new one in its place', async () => {
    const { core, application, old, ledger } = await petshop();
    const fresh = await regenerate(core, old, { validitySeconds: 60, scopes: ['pets:write'] });
    expect(fresh).toMatchObject({
      current: true,
      issuedAt: START + 10 * SECOND,
      expiresAt: START + 70 * SECOND,
      scopes: ['pets:write'],
      revokedAt: null,
    });
    expect(await ledger()).toEqual([
      fresh,
      { ...old, current: false, revokedAt: START + 10 * SECOND },
    ]);
    const view = await core.give('keys:get', {
      applicationId: application.id,
      keyType: 'PRODUCTION',
    });
    expect(view.token).toEqual(fresh);
    expect(view.keys?.id).toBe(old.keysId);
  });

  test('keeps the consumer key, and creates a new jti', async () => {
    const { core, old } = await petshop();
    const before = decodeJwt(await jwtOf(core, old)).claims;
    const after = decodeJwt(await jwtOf(core, await regenerate(core, old))).claims;
    expect(after['consumerKey']).toBe(before['consumerKey']);
    expect(after['jti']).not.toBe(before['jti']);
  });

  test('keeps the old token valid if Settings say so, and the page shows that before', async () => {
    const { core, application, old, ledger } = await petshop();
    const of = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    expect((await core.give('keys:get', of)).keepsOldToken).toBe(false);
    await core.give('settings:update', { keepOldToken: true });
    expect((await core.give('keys:get', of)).keepsOldToken).toBe(true);
    await regenerate(core, old);
    expect((await ledger()).map(({ revokedAt }) => revokedAt)).toEqual([null, null]);
  });

  test('leaves an expired token expired, and out of the revocation list', async () => {
    const { core, old } = await petshop();
    core.clock.now = old.expiresAt;
    await regenerate(core, old);
    const ids = async (state: TokenState) =>
      (await core.give('token:list', { state, limit: 9 })).tokens.map(({ id }) => id);
    expect(await ids('expired')).toEqual([old.id]);
    expect(await ids('revoked')).toEqual([]);
    expect(await ids('active')).not.toContain(old.id);
    expect((await core.give('gateway:get', {})).revokedCount).toBe(0);
  });

  test('with the clock ahead leaves no valid token out of the lists', async () => {
    const { core, old, ledger } = await petshop();
    core.clock.now = old.expiresAt + 3600 * SECOND;
    await regenerate(core, old);
    core.clock.now = START + 20 * SECOND;
    expect((await core.give('token:list', { state: 'revoked', limit: 9 })).tokens).toMatchObject([
      { id: old.id },
    ]);
    expect((await ledger()).map((token) => tokenState(token, core.clock.now))).toEqual([
      'active',
      'revoked',
    ]);
    expect((await core.give('gateway:get', {})).revokedCount).toBe(1);
  });

  test('keeps the date of an earlier revocation', async () => {
    const { core, old, ledger } = await petshop();
    await core.give('token:revoke', { ids: [old.id] });
    core.clock.now += SECOND;
    await regenerate(core, old);
    expect((await ledger())[1]).toMatchObject({ revokedAt: START + 10 * SECOND });
  });

  test('refuses a second click while the first is running', async () => {
    const { core, old, ledger } = await petshop();
    const { applicationId, keyType } = old;
    const request = { applicationId, keyType, validitySeconds: 60, scopes: [], replaces: old.id };
    const presses = await Promise.all([
      core.call('token:regenerate', request),
      core.call('token:regenerate', request),
      core.call('token:regenerate', request),
    ]);
    expect(presses.filter(({ ok }) => ok)).toHaveLength(1);
    expect(presses.flatMap((press) => (press.ok ? [] : [press.error]))).toEqual([
      { code: 'token/not-current' },
      { code: 'token/not-current' },
    ]);
    expect(await ledger()).toHaveLength(2);
  });

  test('refuses a token that isn’t current, and keeps it valid', async () => {
    const { core, old, ledger } = await petshop();
    const fresh = await regenerate(core, old);
    await expect(regenerate(core, old)).rejects.toThrow('token/not-current');
    expect((await ledger())[0]).toEqual(fresh);
  });

  test('is refused without keys', async () => {
    const { core, old } = await petshop();
    await expect(regenerate(core, old, { keyType: 'SANDBOX' })).rejects.toThrow('keys/none');
  });

  test('that can’t store the new token doesn’t revoke the old one', async () => {
    const { core, old, ledger } = await petshop();
    const db = await openBeside(core.home);
    db.exec(`CREATE TRIGGER fault BEFORE INSERT ON token BEGIN SELECT raise(ABORT, 'fault'); END`);
    db.close();
    await expect(regenerate(core, old)).rejects.toThrow('internal');
    expect(await ledger()).toEqual([old]);
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]?.kind).toBe('keys/generated');
  });

  test('is logged with what it replaces', async () => {
    const { core, old } = await petshop();
    await regenerate(core, old, { validitySeconds: -1 });
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]).toMatchObject({
      kind: 'token/regenerated',
      subject: 'Petshop, PRODUCTION',
      detail: { replaces: old.id, validitySeconds: -1 },
    });
  });
});

describe('a change while a token is signed isn’t lost', () => {
  test('a new subscription is in the token', async () => {
    const { core, application, old } = await petshop();
    const api = await core.give('api:create', {
      name: 'Late',
      version: '1',
      context: '/late',
      provider: '',
      description: '',
      scopes: [],
      businessPlanIds: (await core.give('business-plan:list', {})).map(({ id }) => id),
    });
    const [businessPlanId = ''] = api.businessPlanIds;
    const issuing = regenerate(core, old);
    await core.give('subscription:create', {
      applicationId: application.id,
      choices: [{ apiId: api.id, businessPlanId }],
    });
    const { claims } = decodeJwt(await jwtOf(core, await issuing));
    expect(claims['subscribedAPIs']).toMatchObject([{ name: 'Late' }, { name: 'Pets' }]);
    const view = await core.give('keys:get', {
      applicationId: application.id,
      keyType: 'PRODUCTION',
    });
    expect(view.coverage).toEqual({ added: [], removed: [], replanned: [] });
  });

  test('a removed scope is refused', async () => {
    const { core, old, subscription } = await petshop();
    const issuing = regenerate(core, old, { scopes: ['pets:read'] });
    await core.give('subscription:delete', { id: subscription.id });
    await expect(issuing).rejects.toThrow('scope/not-subscribed');
  });

  test('a deleted application gets no token', async () => {
    const { core, old, application } = await petshop();
    const issuing = regenerate(core, old);
    await core.give('application:delete', { id: application.id });
    await expect(issuing).rejects.toThrow('missing/application');
  });

  test('a new issuer is in the token', async () => {
    const { core, old } = await petshop();
    const issuing = regenerate(core, old);
    await core.give('settings:update', { issuer: 'urn:late' });
    expect(decodeJwt(await jwtOf(core, await issuing)).claims['iss']).toBe('urn:late');
  });
});
