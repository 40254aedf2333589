import { describe, expect, test } from 'vitest';
import { SECOND, startCore, type TestCore } from '../../../support/core.ts';
import { jwtOf, makeApi, makePetshop, regenerate, subscribe } from '../../../support/workspace.ts';

const reasons = (core: TestCore, token: { readonly id: string }) =>
  core.give('token:stale-reasons', { id: token.id });

describe('why a token is stale', () => {
  test('one that says what a new one would has no reason', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    expect(await reasons(core, token)).toEqual([]);
  });

  test.each([
    ['issuer', { issuer: 'https://elsewhere.example' }],
    ['audience', { audience: ['one', 'two'] }],
    ['profile', { profile: 'lean' }],
    ['algorithm', { algorithm: 'ES256' }],
    ['content', { owner: 'Grace Hopper' }],
  ] as const)('%s', async (reason, change) => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    await core.give('settings:update', change as never);
    expect(await reasons(core, token)).toEqual([reason]);
    const fresh = await regenerate(core, token, { scopes: ['pets:read'] });
    expect(await reasons(core, fresh)).toEqual([]);
  });

  test('subscriptions, and scopes that went with them', async () => {
    const core = await startCore();
    const { application, token, subscription } = await makePetshop(core);
    const zoo = await makeApi(core, 'Zoo');
    await subscribe(core, application.id, zoo.id);
    expect(await reasons(core, token)).toEqual(['subscriptions']);
    await core.give('subscription:delete', { id: subscription.id });
    expect(await reasons(core, token)).toEqual(['subscriptions', 'scopes']);
  });

  test('the signing key', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    await core.give('signing-key:rotate', { algorithm: 'RS256', next: null });
    expect(await reasons(core, token)).toEqual(['key']);
    const view = await core.give('keys:get', {
      applicationId: application.id,
      keyType: 'PRODUCTION',
    });
    expect(view).toMatchObject({ token: { stale: true }, staleReasons: ['key'] });
  });
});

describe('two tokens are compared', () => {
  test('member by member: scopes one by one, what is the same only by name', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    await core.give('settings:update', { profile: 'jwt', issuer: 'urn:new' });
    core.clock.now += SECOND;
    const fresh = await regenerate(core, token, { scopes: ['pets:read', 'pets:write'] });
    const compared = await core.give('token:compare', { before: token.id, after: fresh.id });
    const differences = Object.fromEntries(
      compared.differences.map(({ name, before, after }) => [name, [before, after]]),
    );
    expect(differences).toMatchObject({
      typ: [['at+jwt'], ['JWT']],
      iss: [['https://latchkey.localhost'], ['urn:new']],
      scope: [[], ['pets:write']],
      jti: [[token.id], [fresh.id]],
    });
    expect(compared.same).toEqual(
      expect.arrayContaining(['alg', 'kid', 'aud', 'application.name']),
    );
    expect(compared.differences.find(({ name }) => name === 'typ')?.isHeader).toBe(true);
  });

  test('and no signature leaves the workspace', { tags: 'secrets/logged' }, async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const fresh = await regenerate(core, token);
    const compared = await core.give('token:compare', { before: token.id, after: fresh.id });
    const text = JSON.stringify(compared);
    for (const one of [token, fresh]) {
      const [, , signature = 'none'] = (
        await core
          .call('secret:reveal', {
            kind: 'access-token',
            id: one.id,
          })
          .then((answer) => (answer.ok ? answer.value.value : ''))
      ).split('.');
      expect(text).not.toContain(signature);
    }
  });

  test('a token that is gone is missing', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const gone = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const refused = await core.refuse('token:compare', { before: token.id, after: gone });
    expect(refused.code).toBe('missing/token');
    expect(await jwtOf(core, token)).toContain('.');
  });
});
