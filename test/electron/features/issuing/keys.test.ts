import { describe, expect, test } from 'vitest';
import { START, startCore } from '../../../support/core.ts';
import {
  generate,
  makeApi,
  makeApplication,
  makePetshop,
  planIds,
  regenerate,
  scope,
  subscribe,
} from '../../../support/workspace.ts';

const PRODUCTION = { keyType: 'PRODUCTION' } as const;

describe('Generate Keys', () => {
  test('creates the consumer key, the consumer secret and the first token in one step', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    const of = { applicationId: id, ...PRODUCTION };
    expect(await core.give('keys:get', of)).toEqual({
      keys: null,
      token: null,
      coverage: { added: [], removed: [], replanned: [] },
      scopes: [],
      staleReasons: [],
      defaultValiditySeconds: 3600,
      keepsOldToken: false,
      notBefore: null,
      clockBehindSeconds: 0,
    });
    const token = await generate(core, id);
    const view = await core.give('keys:get', of);
    expect(view.token).toEqual(token);
    expect(token).toMatchObject({ current: true, applicationName: 'Petshop', algorithm: 'RS256' });
    expect(view.keys).toEqual({
      id: token.keysId,
      consumerKey: expect.stringMatching(/^[A-Za-z0-9_]{28}$/),
      createdAt: START,
    });
    const secret = await core.give('secret:reveal', { kind: 'consumer-secret', id: token.keysId });
    expect(secret.value).toMatch(/^[A-Za-z0-9_]{44}$/);
  });

  test('refuses a second click while the first is running', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    const request = { applicationId: id, ...PRODUCTION, validitySeconds: 60, scopes: [] };
    const presses = await Promise.all([
      core.call('keys:generate', request),
      core.call('keys:generate', request),
    ]);
    expect(presses.flatMap((press) => (press.ok ? [] : [press.error]))).toEqual([
      { code: 'keys/exist' },
    ]);
    expect((await core.give('token:list', { limit: 10 })).tokens).toHaveLength(1);
    expect(await core.refuse('keys:generate', request)).toEqual({ code: 'keys/exist' });
  });

  test('of production and sandbox creates two independent sets', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const sandbox = await generate(core, application.id, { keyType: 'SANDBOX' });
    expect(sandbox.keysId).not.toBe(token.keysId);
    await regenerate(core, sandbox);
    const view = await core.give('keys:get', { applicationId: application.id, ...PRODUCTION });
    expect(view.token).toEqual(token);
  });

  test('a thousand consumer keys and secrets are all different', async () => {
    const { newConsumerKey, newConsumerSecret } = await import(
      '../../../../electron/features/keys/consumer-keys.ts'
    );
    const values = Array.from({ length: 1000 }, () => [
      newConsumerKey(),
      newConsumerSecret().expose(),
    ]).flat();
    expect(new Set(values).size).toBe(2000);
    // All 63 characters, each about as often as the others.
    const counts = Map.groupBy(values.join(''), (character) => character);
    expect(counts.size).toBe(63);
    const mean = values.join('').length / 63;
    for (const same of counts.values()) {
      expect(same.length).toBeGreaterThan(mean * 0.8);
      expect(same.length).toBeLessThan(mean * 1.2);
    }
  });
});

describe('scopes', () => {
  test('are those of subscribed APIs, once each, with the APIs that define them', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    const pets = await makeApi(core, 'Pets', { scopes: [scope('read'), scope('pets', 'Pets')] });
    const zoo = await makeApi(core, 'Zoo', { scopes: [scope('read', 'Read', 'Reads all')] });
    await makeApi(core, 'Foreign', { scopes: [scope('foreign')] });
    for (const api of [pets, zoo]) await subscribe(core, id, api.id);
    await subscribe(core, id, pets.id, 'Bronze');
    const { scopes } = await core.give('keys:get', { applicationId: id, ...PRODUCTION });
    expect(scopes).toEqual([
      {
        name: 'read',
        displayName: 'Read',
        description: 'Reads all',
        apis: ['Pets 1.0.0', 'Zoo 1.0.0'],
      },
      { name: 'pets', displayName: 'Pets', description: '', apis: ['Pets 1.0.0'] },
    ]);
  });

  test.each(['foreign', 'default', 'READ', ''])('%j can’t be selected', async (name) => {
    const core = await startCore();
    const { application } = await makePetshop(core);
    await makeApi(core, 'Foreign', { scopes: [scope('foreign')] });
    const request = { keyType: 'SANDBOX', validitySeconds: 60 } as const;
    const refusal = await core.refuse('keys:generate', {
      ...request,
      applicationId: application.id,
      scopes: ['pets:read', name],
    });
    expect(refusal).toEqual({
      code: 'scope/not-subscribed',
      field: 'scopes',
      detail: { scope: name },
    });
  });

  test('selected twice are in the token once', async () => {
    const core = await startCore();
    const { token } = await makePetshop(core);
    const fresh = await regenerate(core, token, { scopes: ['pets:read', 'pets:read'] });
    expect(fresh.scopes).toEqual(['pets:read']);
  });

  test('of an API with two plans are granted while one of them isn’t blocked', async () => {
    const core = await startCore();
    const { application, api, subscription } = await makePetshop(core);
    const second = await subscribe(core, application.id, api.id, 'Bronze');
    const names = async () =>
      (await core.give('keys:get', { applicationId: application.id, ...PRODUCTION })).scopes.length;
    await core.give('subscription:set-state', { id: subscription.id, state: 'BLOCKED' });
    expect(await names()).toBe(2);
    await core.give('subscription:set-state', { id: second.id, state: 'ON_HOLD' });
    expect(await names()).toBe(0);
  });
});

async function coverage(core: Awaited<ReturnType<typeof startCore>>, applicationId: string) {
  return (await core.give('keys:get', { applicationId, ...PRODUCTION })).coverage;
}

describe('changes since the current token', () => {
  const same = { added: [], removed: [], replanned: [] };

  test('are none before there is a token', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    const api = await makeApi(core, 'Pets');
    await subscribe(core, id, api.id);
    expect(await coverage(core, id)).toEqual(same);
  });

  test('are APIs added, removed or with another plan; Re-generate includes them', async () => {
    const core = await startCore();
    const { application, subscription, token } = await makePetshop(core);
    const { Bronze } = await planIds(core);
    const added = await makeApi(core, 'Added');
    const one = await subscribe(core, application.id, added.id);
    expect(await coverage(core, application.id)).toEqual({ ...same, added: ['Added 1.0.0'] });

    await core.give('subscription:change-plan', { id: subscription.id, businessPlanId: Bronze });
    expect(await coverage(core, application.id)).toEqual({
      added: ['Added 1.0.0'],
      removed: [],
      replanned: ['Pets 1.0.0'],
    });

    await core.give('subscription:delete', { id: subscription.id });
    await core.give('subscription:set-state', { id: one.id, state: 'BLOCKED' });
    expect(await coverage(core, application.id)).toEqual({ ...same, removed: ['Pets 1.0.0'] });

    await regenerate(core, token);
    expect(await coverage(core, application.id)).toEqual(same);
  });

  test('include a second plan for the same API', async () => {
    const core = await startCore();
    const { application, api } = await makePetshop(core);
    await subscribe(core, application.id, api.id, 'Bronze');
    expect(await coverage(core, application.id)).toEqual({ ...same, replanned: ['Pets 1.0.0'] });
  });
});
