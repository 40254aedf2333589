import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { startCore } from '../../../support/core.ts';
import {
  jwtOf,
  makeApi,
  makeApplication,
  makePetshop,
  planIds,
  scope,
  subscribe,
} from '../../../support/workspace.ts';

const names = (of: readonly { readonly name: string }[]) => of.map(({ name }) => name);

describe('per-token quotas', () => {
  test('one that is brought back takes its place in the list again', async () => {
    const core = await startCore();
    const before = await core.give('quota:list', {});
    await core.give('quota:delete', { name: '20PerMin' });
    const [name, position] = ['20PerMin', 1];
    await core.give('quota:save', { before: null, name, requestsPerMinute: 20, position });
    expect(await core.give('quota:list', {})).toEqual(before);
  });

  test('are added, changed and deleted, and say how many applications have them', async () => {
    const core = await startCore();
    await makeApplication(core, 'Shop', { perTokenQuota: '10PerMin' });
    const gone = await makeApplication(core, 'Gone', { perTokenQuota: '10PerMin' });
    await core.give('application:delete', { id: gone.id });
    await core.give('quota:save', { before: null, name: 'Partners', requestsPerMinute: 200 });
    expect(await core.give('quota:list', {})).toEqual([
      { name: '10PerMin', requestsPerMinute: 10, applicationCount: 1 },
      { name: '20PerMin', requestsPerMinute: 20, applicationCount: 0 },
      { name: '50PerMin', requestsPerMinute: 50, applicationCount: 0 },
      { name: 'Unlimited', requestsPerMinute: null, applicationCount: 0 },
      { name: 'Partners', requestsPerMinute: 200, applicationCount: 0 },
    ]);
    await core.give('quota:save', { before: 'Partners', name: 'Friends', requestsPerMinute: null });
    await core.give('quota:delete', { name: '20PerMin' });
    await core.restart();
    expect(names(await core.give('quota:list', {}))).toEqual([
      '10PerMin',
      '50PerMin',
      'Unlimited',
      'Friends',
    ]);
    const { entries } = await core.give('activity:list', { limit: 9 });
    expect(entries.map(({ kind, subject }) => [kind, subject]).slice(1, 4)).toEqual([
      ['quota/deleted', '20PerMin'],
      ['quota/updated', 'Friends'],
      ['quota/created', 'Partners'],
    ]);
  });

  test('go into tokens by their name, and only defined ones are taken', async () => {
    const core = await startCore();
    await core.give('quota:save', { before: null, name: 'Partners', requestsPerMinute: 200 });
    const { application } = await makePetshop(core);
    const { id, name, description } = application;
    const draft = { id, name, description };
    await core.give('application:update', { ...draft, perTokenQuota: 'Partners' });
    const token = await core.give('keys:generate', {
      applicationId: id,
      keyType: 'SANDBOX',
      validitySeconds: 60,
      scopes: [],
      profile: 'wso2-3',
    });
    expect(decodeJwt(await jwtOf(core, token))['application']).toMatchObject({ tier: 'Partners' });
    expect(
      await core.refuse('application:update', { ...draft, perTokenQuota: 'Strangers' }),
    ).toEqual({ code: 'field/unknown-choice', field: 'perTokenQuota' });
  });

  test('that are in use keep their name, and the default one stays', async () => {
    const core = await startCore();
    await makeApplication(core, 'Shop', { perTokenQuota: '10PerMin' });
    const inUse = { code: 'quota/in-use', detail: { name: '10PerMin', count: 1 } };
    expect(await core.refuse('quota:delete', { name: '10PerMin' })).toEqual(inUse);
    const ten = { before: '10PerMin', requestsPerMinute: 12 };
    expect(await core.refuse('quota:save', { ...ten, name: 'Ten' })).toEqual({
      ...inUse,
      field: 'name',
    });
    // What the gateway enforces may be written down.
    await core.give('quota:save', { ...ten, name: '10PerMin' });
    expect((await core.give('quota:list', {}))[0]?.requestsPerMinute).toBe(12);
    expect(await core.refuse('quota:delete', { name: 'Unlimited' })).toMatchObject({
      code: 'quota/default',
    });
    const taken = { before: null, name: '50permin', requestsPerMinute: 1 };
    expect(await core.refuse('quota:save', taken)).toMatchObject({ code: 'field/taken' });
    expect(await core.refuse('quota:delete', { name: 'None' })).toEqual({ code: 'missing/quota' });
  });
});

describe('scopes', () => {
  test('are listed once, with the number of APIs outside the bin that define them', async () => {
    const core = await startCore();
    await makeApi(core, 'A', { scopes: [scope('read', 'Read', 'one'), scope('write')] });
    await makeApi(core, 'B', { scopes: [scope('read', 'Read', 'two'), scope('admin')] });
    const gone = await makeApi(core, 'C', { scopes: [scope('read'), scope('gone')] });
    await core.give('api:delete', { id: gone.id });
    const first = await core.give('scope:list', { limit: 2 });
    expect(first).toMatchObject({
      scopes: [
        { name: 'admin', apiCount: 1, differs: false },
        { name: 'read', apiCount: 2, differs: true, description: 'two' },
      ],
      more: true,
    });
    const next = await core.give('scope:list', { limit: 2, after: 'read' });
    expect([names(next.scopes), next.more]).toEqual([['write'], false]);
    const { scopes } = await core.give('scope:list', { limit: 9, prefix: 'r' });
    expect(names(scopes)).toEqual(['read']);
  });

  test('are changed in every API at once; a new name makes tokens stale', async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    await makeApi(core, 'Other', { scopes: [scope('pets:read'), scope('other')] });
    const keysOf = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
    const text = { displayName: 'See pets', description: 'All of them' };
    const same = { before: 'pets:read', name: 'pets:read', ...text };
    expect(await core.give('scope:update', same)).toEqual({ apis: 2 });
    expect((await core.give('keys:get', keysOf)).token?.stale).toBe(false);
    const { scopes } = await core.give('scope:list', { limit: 9, prefix: 'pets:read' });
    expect(scopes).toEqual([{ name: 'pets:read', ...text, differs: false, apiCount: 2 }]);
    await core.give('scope:update', { ...same, name: 'pets:see' });
    const view = await core.give('keys:get', keysOf);
    expect(view.token).toMatchObject({ id: token.id, stale: true });
    expect(view.scopes.map(({ name }) => name).toSorted()).toEqual(['pets:see', 'pets:write']);
    const taken = { before: 'other', name: 'pets:see', displayName: '', description: '' };
    expect(await core.refuse('scope:update', taken)).toMatchObject({ code: 'field/taken' });
    expect(await core.refuse('scope:update', { ...taken, before: 'none' })).toEqual({
      code: 'missing/scope',
    });
  });
});

test('each names its users outside the bin, once', async () => {
  const core = await startCore();
  const plans = await planIds(core);
  const { api, application } = await makePetshop(core);
  const other = await makeApi(core, 'Other', { scopes: [scope('pets:read')] });
  await subscribe(core, application.id, other.id, 'Gold');
  const gone = await makeApplication(core, 'Gone');
  await subscribe(core, gone.id, api.id, 'Gold');
  await core.give('application:delete', { id: gone.id });
  const shop = { id: application.id, name: 'Petshop' };
  const plan = await core.give('catalogue:users', { businessPlanId: plans.Gold });
  expect(plan).toMatchObject({ applications: [shop], applicationCount: 1, apiCount: 2 });
  expect(names(plan.apis)).toEqual(['Other', 'Pets']);
  expect(await core.give('catalogue:users', { businessPlanId: plans.Silver })).toMatchObject({
    applicationCount: 0,
    apiCount: 2,
  });
  expect(await core.give('catalogue:users', { quota: 'Unlimited' })).toEqual({
    applications: [shop],
    apis: [],
    applicationCount: 1,
    apiCount: 0,
  });
  const read = await core.give('catalogue:users', { scope: 'pets:read' });
  expect([names(read.applications), names(read.apis)]).toEqual([['Petshop'], ['Other', 'Pets']]);
});
