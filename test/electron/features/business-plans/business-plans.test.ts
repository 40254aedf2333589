import { expect, test } from 'vitest';
import type { ApiId } from '../../../../shared/domain/ids.ts';
import { startCore } from '../../../support/core.ts';
import { makeApi, makeApplication, planIds, subscribe } from '../../../support/workspace.ts';

const PLATINUM = { name: 'Platinum', description: 'The most', requestsPerMinute: 10_000 };

test('a plan is added, changed and deleted, and comes last in the list', async () => {
  const core = await startCore();
  const plan = await core.give('business-plan:create', PLATINUM);
  expect(plan).toEqual({ ...PLATINUM, id: plan.id, subscriptionCount: 0 });
  const changed = { ...PLATINUM, name: 'Diamond', requestsPerMinute: null };
  expect(await core.give('business-plan:update', { ...changed, id: plan.id })).toMatchObject(
    changed,
  );
  const names = (await core.give('business-plan:list', {})).map(({ name }) => name);
  expect(names).toEqual(['Bronze', 'Silver', 'Gold', 'Unlimited', 'Diamond']);
  await core.give('business-plan:delete', { id: plan.id });
  expect(await core.give('business-plan:list', {})).toHaveLength(4);
  expect(await core.refuse('business-plan:delete', { id: plan.id })).toEqual({
    code: 'missing/business-plan',
  });
});

test('undoing a deletion brings back its place in the list, and which APIs offered the plan', async () => {
  const core = await startCore();
  const { Gold, Silver } = await planIds(core);
  const both = await makeApi(core, 'Orders', { businessPlanIds: [Gold, Silver] });
  const other = await makeApi(core, 'Stock', { businessPlanIds: [Silver] });
  const plans = await core.give('business-plan:list', {});
  const { offeredBy, position } = await core.give('business-plan:delete', { id: Gold });
  expect(offeredBy).toEqual([both.id]);
  const { name, description, requestsPerMinute } = plans.find(({ id }) => id === Gold) ?? PLATINUM;
  const again = { name, description, requestsPerMinute, offeredBy, position };
  const { id } = await core.give('business-plan:create', again);
  const offers = async (of: { readonly id: ApiId }): Promise<readonly string[]> =>
    (await core.give('api:get', { id: of.id })).businessPlanIds.toSorted();
  expect(await offers(both)).toEqual([id, Silver].toSorted());
  expect(await offers(other)).toEqual([Silver]);
  const order = (await core.give('business-plan:list', {})).map((plan) => plan.name);
  expect(order).toEqual(plans.map((plan) => plan.name));
});

test.each(['Gold', 'gold', 'GOLD'])('plan names are unique: %s is taken', async (name) => {
  const core = await startCore();
  expect(await core.refuse('business-plan:create', { ...PLATINUM, name })).toEqual({
    code: 'field/taken',
    field: 'name',
    detail: { name },
  });
});

test('a plan’s name may change in case, but not to that of another', async () => {
  const core = await startCore();
  const { Gold } = await planIds(core);
  const gold = { description: '', requestsPerMinute: 1, id: Gold };
  expect(await core.give('business-plan:update', { ...gold, name: 'GOLD' })).toMatchObject({
    name: 'GOLD',
  });
  expect(await core.refuse('business-plan:update', { ...gold, name: 'silver' })).toMatchObject({
    code: 'field/taken',
  });
});

test.each([
  [{ requestsPerMinute: 0 }, 'field/too-small'],
  [{ requestsPerMinute: -1 }, 'field/too-small'],
  [{ requestsPerMinute: 1.5 }, 'field/not-a-whole-number'],
  [{ requestsPerMinute: 2 ** 31 }, 'field/too-large'],
  [{ name: '' }, 'field/required'],
  [{ name: 'x'.repeat(61) }, 'field/too-long'],
  [{ description: 'x'.repeat(513) }, 'field/too-long'],
])('%j is refused: %s', async (fault, code) => {
  const core = await startCore();
  expect(await core.refuse('business-plan:create', { ...PLATINUM, ...fault })).toMatchObject({
    code,
    field: Object.keys(fault)[0],
  });
});

test('a plan in use isn’t deleted, nor while its subscription is in the bin', async () => {
  const core = await startCore();
  const { Gold } = await planIds(core);
  const api = await makeApi(core, 'Pets');
  const application = await makeApplication(core, 'Petshop');
  const subscription = await subscribe(core, application.id, api.id, 'Gold');
  const plans = await core.give('business-plan:list', {});
  expect(plans.map(({ subscriptionCount }) => subscriptionCount)).toEqual([0, 0, 1, 0]);
  expect(await core.refuse('business-plan:delete', { id: Gold })).toEqual({
    code: 'business-plan/in-use',
    detail: { name: 'Gold' },
  });
  await core.give('subscription:delete', { id: subscription.id });
  expect(await core.refuse('business-plan:delete', { id: Gold })).toEqual({
    code: 'business-plan/in-bin',
    detail: { name: 'Gold', what: 'Petshop: Pets 1.0.0, Gold' },
  });
  await core.give('bin:purge', { kind: 'subscription', id: subscription.id });
  await core.give('business-plan:delete', { id: Gold });
  expect((await core.give('api:get', { id: api.id })).businessPlanIds).toHaveLength(3);
});

test.each([
  ['application', 'Petshop'],
  ['api', 'Pets 1.0.0'],
] as const)('a plan used by an %s in the bin isn’t deleted', async (kind, what) => {
  const core = await startCore();
  const { Gold } = await planIds(core);
  const api = await makeApi(core, 'Pets');
  const application = await makeApplication(core, 'Petshop');
  await subscribe(core, application.id, api.id, 'Gold');
  const { id } = { api, application }[kind];
  await core.give(`${kind}:delete`, { id });
  expect(await core.refuse('business-plan:delete', { id: Gold })).toEqual({
    code: 'business-plan/in-bin',
    detail: { name: 'Gold', what },
  });
  await core.give('bin:purge', { kind, id });
  await core.give('business-plan:delete', { id: Gold });
});

test('the only plan of an API isn’t deleted, in the bin or not', async () => {
  const core = await startCore();
  const { Gold, Silver } = await planIds(core);
  const alone = { businessPlanIds: [Gold] };
  const apis = [];
  for (const name of ['D', 'C', 'B', 'A']) apis.push(await makeApi(core, name, alone));
  await makeApi(core, 'Other', { businessPlanIds: [Gold, Silver] });
  const refusal = () => core.refuse('business-plan:delete', { id: Gold });
  const code = 'business-plan/only-one';
  expect(await refusal()).toEqual({
    code,
    detail: { name: 'Gold', what: 'A 1.0.0, B 1.0.0, C 1.0.0', more: 1 },
  });
  for (const { id } of apis.slice(1)) await core.give('api:delete', { id });
  expect(await refusal()).toEqual({ code, detail: { name: 'Gold', what: 'D 1.0.0' } });
  for (const { id } of apis.slice(0, 1)) await core.give('api:delete', { id });
  expect(await refusal()).toMatchObject({ code: 'business-plan/in-bin', detail: { more: 1 } });
  for (const { id } of apis) await core.give('bin:purge', { kind: 'api', id });
  await core.give('business-plan:delete', { id: Gold });
});

test('items in the bin aren’t counted, alone or with their application or API', async () => {
  const core = await startCore();
  const { id } = await makeApi(core, 'Pets');
  const application = await makeApplication(core, 'Petshop');
  await subscribe(core, application.id, id, 'Gold');
  const count = async () => (await core.give('business-plan:list', {}))[2]?.subscriptionCount;
  for (const ref of [
    { kind: 'application', id: application.id },
    { kind: 'api', id },
  ] as const) {
    expect(await count()).toBe(1);
    await core.give(`${ref.kind}:delete`, { id: ref.id });
    expect(await count()).toBe(0);
    await core.give('bin:restore', ref);
  }
});
