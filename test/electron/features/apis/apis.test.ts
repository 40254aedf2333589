import { describe, expect, test } from 'vitest';
import { DAY, START, startCore } from '../../../support/core.ts';
import { makeApi, makeApplication, planIds, scope, subscribe } from '../../../support/workspace.ts';

test('an API is stored as entered', async () => {
  const core = await startCore();
  const { Gold, Bronze } = await planIds(core);
  const draft = {
    name: 'Zoo & Частный',
    version: 'v2 beta',
    context: '/zoo/v2',
    provider: 'zoo-team',
    description: 'Animals\nand more',
    scopes: [scope('zoo:write', 'Change', 'Change animals'), scope('zoo:read')],
    businessPlanIds: [Bronze, Gold],
  };
  const api = await core.give('api:create', draft);
  expect(await core.give('api:get', { id: api.id })).toEqual({
    ...draft,
    id: api.id,
    applicationCount: 0,
    subscriptionCount: 0,
    createdAt: START,
    updatedAt: START,
  });
});

test('an update replaces scopes and plans, and keeps the creation date', async () => {
  const core = await startCore();
  const { Gold } = await planIds(core);
  const { id, applicationCount, subscriptionCount, createdAt, updatedAt, ...draft } = await makeApi(
    core,
    'Pets',
    { scopes: [scope('a'), scope('b')] },
  );
  core.clock.now += DAY;
  const changed = { ...draft, scopes: [scope('b'), scope('c')], businessPlanIds: [Gold] };
  expect(await core.give('api:update', { ...changed, id })).toEqual({
    ...changed,
    id,
    applicationCount,
    subscriptionCount,
    createdAt,
    updatedAt: updatedAt + DAY,
  });
});

describe('APIs are distinguished by name and version', () => {
  test.each([
    ['Pets', '1.0.0', false],
    ['PETS', '1.0.0', false],
    ['Pets', '2.0.0', true],
    ['Pets 2', '1.0.0', true],
  ])('next to Pets 1.0.0, %s %s: %s', async (name, version, allowed) => {
    const core = await startCore();
    const {
      id: _id,
      applicationCount: _a,
      subscriptionCount: _s,
      createdAt: _c,
      updatedAt: _u,
      ...draft
    } = await makeApi(core, 'Pets');
    const result = await core.call('api:create', { ...draft, name, version });
    expect(result.ok).toBe(allowed);
    expect(result.ok || result.error).toEqual(
      allowed || { code: 'field/taken', field: 'name', detail: { name: `${name} ${version}` } },
    );
  });
});

test.each([
  [{ name: ' x' }, 'field/surrounding-space', 'name'],
  [{ version: '' }, 'field/required', 'version'],
  [{ context: 'pets' }, 'field/not-a-path', 'context'],
  [{ scopes: [scope('a'), scope('a')] }, 'field/taken', 'scopes.1.name'],
  [{ scopes: [scope('a b')] }, 'field/not-a-scope', 'scopes.0.name'],
  [{ businessPlanIds: [] }, 'field/required', 'businessPlanIds'],
])('%j is refused', async (fault, code, field) => {
  const core = await startCore();
  await expect(makeApi(core, 'Pets', fault)).rejects.toThrow(`"code":"${code}","field":"${field}"`);
  expect(await core.give('api:list', {})).toEqual([]);
});

test('a missing plan is refused', async () => {
  const core = await startCore();
  const businessPlanIds = ['0f8fad5b-d9cb-469f-a165-70867728950e'];
  await expect(makeApi(core, 'Pets', { businessPlanIds })).rejects.toThrow('missing/business-plan');
});

test('the list has a fixed order, and includes subscription counts', async () => {
  const core = await startCore();
  for (const name of ['zebra', 'Äpfel', 'apple', 'Banana']) {
    await makeApi(core, name, { context: '/x', scopes: [scope('a'), scope('b')] });
  }
  const apis = await core.give('api:list', {});
  expect(apis.map(({ name }) => name)).toEqual(['Äpfel', 'apple', 'Banana', 'zebra']);
  const [apple] = apis;
  if (apple === undefined) throw new Error('no apple');
  for (const name of ['one', 'two']) {
    const application = await makeApplication(core, name);
    await subscribe(core, application.id, apple.id, 'Gold');
    await subscribe(core, application.id, apple.id, 'Bronze');
  }
  expect((await core.give('api:list', {}))[0]).toMatchObject({
    scopeCount: 2,
    applicationCount: 2,
  });
  expect(await core.give('api:get', { id: apple.id })).toMatchObject({ subscriptionCount: 4 });
});

test('deleting an API deletes its subscriptions, restoring it restores them', async () => {
  const core = await startCore();
  const api = await makeApi(core, 'Pets');
  const application = await makeApplication(core, 'Petshop');
  const subscription = await subscribe(core, application.id, api.id);
  const list = () => core.give('subscription:list', { applicationId: application.id });
  await core.give('api:delete', { id: api.id });
  expect(await core.refuse('api:get', { id: api.id })).toEqual({ code: 'missing/api' });
  expect(await list()).toEqual([]);
  await core.give('bin:restore', { kind: 'api', id: api.id });
  expect(await list()).toEqual([subscription]);
});
