import { describe, expect, test } from 'vitest';
import { applicationSorts } from '../../../../shared/domain/application.ts';
import type { Input } from '../../../../shared/ipc/contract.ts';
import { SECOND, START, startCore } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

test('an application is stored as entered', async () => {
  const core = await startCore();
  const draft = {
    name: 'Приложение «Café» 🔑',
    description: 'x'.repeat(512),
    perTokenQuota: '20PerMin',
  } as const;
  const application = await core.give('application:create', draft);
  expect(await core.give('application:get', { id: application.id })).toEqual({
    ...draft,
    owner: '',
    group: '',
    attributes: {},
    isFavourite: false,
    id: application.id,
    number: 1,
    subscriptionCount: 0,
    production: null,
    sandbox: null,
    activeTokenCount: 0,
    createdAt: START,
    updatedAt: START,
  });
});

test('its number is never reused, even after the last one is deleted permanently', async () => {
  const core = await startCore();
  const first = await makeApplication(core, 'one');
  await core.give('application:delete', { id: first.id });
  await core.give('bin:purge', { kind: 'application', id: first.id });
  expect((await makeApplication(core, 'two')).number).toBe(first.number + 1);
});

describe('names are unique without regard to case, in any script', () => {
  test.each([
    ['Petshop', 'PETSHOP'],
    ['Приложение', 'ПРИЛОЖЕНИЕ'],
    ['Café', 'CAFE\u0301'],
    ['Ünïted', 'üNÏTED'],
  ])('%s, then %s', async (one, other) => {
    const core = await startCore();
    await makeApplication(core, one);
    const draft = { name: other, description: '', perTokenQuota: 'Unlimited' } as const;
    expect(await core.refuse('application:create', draft)).toEqual({
      code: 'field/taken',
      field: 'name',
      detail: { name: other },
    });
    expect(await core.give('application:list', {})).toHaveLength(1);
  });

  test('accents make a different name (product-apim#4094)', async () => {
    const core = await startCore();
    await makeApplication(core, 'Cafe');
    expect(await makeApplication(core, 'Café')).toMatchObject({ name: 'Café' });
  });

  test('an application can keep its name, or change its case', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    const draft = { id, description: 'new', perTokenQuota: '50PerMin' } as const;
    await core.give('application:update', { ...draft, name: 'Petshop' });
    expect(await core.give('application:update', { ...draft, name: 'PetShop' })).toMatchObject({
      name: 'PetShop',
      description: 'new',
      perTokenQuota: '50PerMin',
    });
    await makeApplication(core, 'Other');
    expect(await core.refuse('application:update', { ...draft, name: 'other' })).toMatchObject({
      code: 'field/taken',
    });
  });

  test('the name of one in the bin is free', async () => {
    const core = await startCore();
    const { id } = await makeApplication(core, 'Petshop');
    await core.give('application:delete', { id });
    await makeApplication(core, 'petshop');
    expect(await core.refuse('bin:restore', { kind: 'application', id })).toEqual({
      code: 'field/taken',
      detail: { name: 'Petshop' },
    });
  });
});

test.each([
  [{ name: '' }, 'field/required'],
  [{ name: ' Petshop' }, 'field/surrounding-space'],
  [{ name: 'Petshop ' }, 'field/surrounding-space'],
  [{ name: 'Pet\nshop' }, 'field/control-character'],
  [{ name: '🔑'.repeat(71) }, 'field/too-long'],
  [{ description: 'x'.repeat(513) }, 'field/too-long'],
  [{ perTokenQuota: '5PerMin' as 'Unlimited' }, 'field/unknown-choice'],
])('%j is refused: %s', async (fault, code) => {
  const core = await startCore();
  await expect(makeApplication(core, 'Petshop', fault)).rejects.toThrow(code);
  expect(await core.give('application:list', {})).toEqual([]);
});

test('70 characters are accepted, however many bytes they need', async () => {
  const core = await startCore();
  expect((await makeApplication(core, '🔑'.repeat(70))).name).toBe('🔑'.repeat(70));
});

test('the list shows the newest token of each key type, and never the token itself', async () => {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  core.clock.now += 10 * SECOND;
  const fresh = await regenerate(core, token);
  const sandbox = await generate(core, application.id, { keyType: 'SANDBOX', validitySeconds: -1 });
  const glance = ({ issuedAt, expiresAt, neverExpires, revokedAt }: typeof token) => ({
    issuedAt,
    expiresAt,
    neverExpires,
    revokedAt,
  });
  const [listed] = await core.give('application:list', {});
  expect(listed).toMatchObject({
    subscriptionCount: 1,
    production: glance(fresh),
    sandbox: glance(sandbox),
  });
  expect(await core.give('application:get', { id: application.id })).toMatchObject({
    activeTokenCount: 2,
  });
});

test('a missing one is reported by every call', async () => {
  const core = await startCore();
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const missing = { code: 'missing/application' };
  const draft = { name: 'x', description: '', perTokenQuota: 'Unlimited' } as const;
  expect(await core.refuse('application:get', { id })).toEqual(missing);
  expect(await core.refuse('application:update', { id, ...draft })).toEqual(missing);
  expect(await core.refuse('application:delete', { id })).toEqual(missing);
  expect(await core.refuse('keys:get', { applicationId: id, keyType: 'SANDBOX' })).toEqual(missing);
});

async function shops() {
  const core = await startCore();
  const [pets, toys, zoo] = await Promise.all(
    ['Pets', 'Toys', 'Zoo'].map((name) => makeApplication(core, name)),
  );
  if (!pets || !toys || !zoo) throw new Error('An application is missing');
  const names = async (filter: Input<'application:list'>) => {
    const { skip: _skip, limit: _limit, sort: _sort, after: _after, ...counted } = filter;
    const found = await core.give('application:list', filter);
    expect(await core.give('application:count', counted)).toBe(found.length);
    return found.map(({ name }) => name);
  };
  return { core, pets, toys, zoo, names };
}

describe('favourites and groups', () => {
  test.each(applicationSorts)('narrow the list sorted by %s', async (sort) => {
    const { core, pets, zoo, names } = await shops();
    await core.give('application:arrange', {
      selection: { ids: [pets.id, zoo.id] },
      favourite: true,
      group: 'Animals',
    });
    const both = { sort, favourite: true, group: 'ANIMALS' } as const;
    expect((await names(both)).toSorted()).toEqual(['Pets', 'Zoo']);
    expect(await names({ ...both, search: 'pet' })).toEqual(['Pets']);
    expect(await names({ ...both, group: 'Anim' })).toEqual([]);
    expect(await names({ sort, search: 'animals' })).toHaveLength(2);
    await core.give('application:delete', { id: pets.id });
    expect(await names(both)).toEqual(['Zoo']);
  });

  test('a filter selects all that it finds, even those that leave it by the change', async () => {
    const { core, names } = await shops();
    const all = { filter: {} };
    expect(await core.give('application:arrange', { selection: all, group: 'One' })).toEqual({
      changed: 3,
      ids: [expect.any(String), expect.any(String), expect.any(String)],
    });
    const selection = { filter: { group: 'one' } };
    await core.give('application:arrange', { selection, group: 'Two' });
    expect(await names({ group: 'Two' })).toHaveLength(3);
    await core.give('application:arrange', { selection: all, group: '' });
    expect(await core.give('application:groups', {})).toEqual([]);
  });

  test('groups are listed by name with their applications, ignoring case', async () => {
    const { core, pets, toys, zoo } = await shops();
    const put = (id: string, group: string) =>
      core.give('application:arrange', { selection: { ids: [id] }, group });
    await put(zoo.id, 'Öffentlich');
    await put(pets.id, 'Animals');
    await put(toys.id, 'animals');
    expect(await core.give('application:groups', {})).toEqual([
      { name: 'Animals', count: 2 },
      { name: 'Öffentlich', count: 1 },
    ]);
  });

  test('a favourite is no change of the application, and leaves no entry in the log', async () => {
    const { core, pets } = await shops();
    core.clock.now += SECOND;
    const before = await core.give('activity:list', { limit: 1 });
    await core.give('application:arrange', { selection: { ids: [pets.id] }, favourite: true });
    expect(await core.give('application:get', { id: pets.id })).toEqual({
      ...pets,
      isFavourite: true,
    });
    expect(await core.give('activity:list', { limit: 1 })).toEqual(before);
  });

  test('nothing is changed when a chosen application is gone', async () => {
    const { core, pets, zoo, names } = await shops();
    await core.give('application:delete', { id: zoo.id });
    const selection = { ids: [pets.id, zoo.id] };
    const refused = await core.refuse('application:arrange', { selection, favourite: true });
    expect(refused.code).toBe('missing/application');
    expect(await names({ favourite: true })).toEqual([]);
  });
});

test('many applications are deleted at once; the selection says what that means', async () => {
  const core = await startCore();
  const { application } = await makePetshop(core);
  const other = await makeApplication(core, 'Other');
  const selection = { ids: [application.id, other.id] };
  expect(await core.give('application:selected', { selection })).toEqual({
    applications: 2,
    activeTokens: 1,
  });
  expect(await core.give('application:delete-many', { selection })).toEqual({
    changed: 2,
    ids: expect.arrayContaining(selection.ids),
  });
  expect(await core.give('bin:count', {})).toBe(2);
  const filter = { filter: {} };
  expect(await core.give('application:selected', { selection: filter })).toEqual({
    applications: 0,
    activeTokens: 0,
  });
});

describe('owner and attributes', () => {
  const team = '11111111-1111-4111-8111-111111111111';

  test('are kept by an update that leaves them out, and found by a search', async () => {
    const core = await startCore();
    const draft = { owner: 'Grace', group: 'Navy', attributes: { [team]: 'Compilers' } };
    const { id } = await makeApplication(core, 'Petshop', draft);
    const bare = { id, name: 'Shop', description: '', perTokenQuota: 'Unlimited' } as const;
    expect(await core.give('application:update', bare)).toMatchObject(draft);
    for (const search of ['grace', 'navy', 'compil']) {
      expect(await core.give('application:list', { search })).toHaveLength(1);
    }
    await core.give('application:update', { ...bare, attributes: { [team]: '' } });
    expect((await core.give('application:get', { id })).attributes).toEqual({});
  });

  test("the owner is named in the application's tokens, so a change makes them stale", async () => {
    const core = await startCore();
    const { application, token } = await makePetshop(core);
    const { id, name, perTokenQuota } = application;
    const draft = { id, name, perTokenQuota, description: '', owner: 'Grace' };
    await core.give('application:update', draft);
    const [stale] = (await core.give('token:list', { limit: 1, stale: true })).tokens;
    expect(stale?.id).toBe(token.id);
    const { claims } = await core.give('token:preview', {
      applicationId: id,
      keyType: 'PRODUCTION',
      validitySeconds: 60,
      scopes: [],
      replaces: token.id,
    });
    expect(JSON.parse(claims)).toMatchObject({ application: { owner: 'Grace' } });
  });
});

test('a duplicate has the same subscriptions and token format, and no keys', async () => {
  const core = await startCore();
  const { application, subscription } = await makePetshop(core);
  await core.give('subscription:set-state', { id: subscription.id, state: 'BLOCKED' });
  const form = { profile: 'lean', algorithm: null, claims: '{"team":"pets"}' } as const;
  await core.give('token-form:update', { applicationId: application.id, ...form });
  const copy = await core.give('application:duplicate', { id: application.id, name: 'Copy' });
  expect(copy).toMatchObject({ name: 'Copy', subscriptionCount: 1, production: null });
  const applicationId = copy.id;
  expect(await core.give('subscription:list', { applicationId })).toMatchObject([
    { apiId: subscription.apiId, state: 'BLOCKED' },
  ]);
  const { own } = await core.give('token-form:get', { applicationId });
  expect(own).toMatchObject({ profile: 'lean' });
  const again = await core.refuse('application:duplicate', { id: application.id, name: 'COPY' });
  expect(again).toMatchObject({ code: 'field/taken', field: 'name' });
});
