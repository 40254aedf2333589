import { describe, expect, test } from 'vitest';
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
