import { describe, expect, test } from 'vitest';
import type { SubscriptionState } from '../../../../shared/domain/subscription.ts';
import type { KeyType } from '../../../../shared/domain/token.ts';
import { START, startCore } from '../../../support/core.ts';
import { decodeJwt } from '../../../support/jwt.ts';
import {
  generate,
  jwtOf,
  makeApi,
  makeApplication,
  planIds,
  scope,
  subscribe,
} from '../../../support/workspace.ts';

async function shop() {
  const core = await startCore();
  const plans = await planIds(core);
  const application = await makeApplication(core, 'Petshop');
  const pets = await makeApi(core, 'Pets', { scopes: [scope('pets:read')] });
  const list = () => core.give('subscription:list', { applicationId: application.id });
  return { core, plans, application, pets, list };
}

test('subscribes to several APIs at once, each with its plan', async () => {
  const { core, plans, application, pets, list } = await shop();
  const zoo = await makeApi(core, 'Zoo', { provider: 'zoo-team' });
  const created = await core.give('subscription:create', {
    applicationId: application.id,
    choices: [
      { apiId: zoo.id, businessPlanId: plans.Silver },
      { apiId: pets.id, businessPlanId: plans.Gold },
    ],
  });
  expect(created[0]).toEqual({
    id: created[0]?.id,
    applicationId: application.id,
    apiId: zoo.id,
    apiName: 'Zoo',
    apiVersion: '1.0.0',
    apiContext: '/zoo',
    apiProvider: 'zoo-team',
    businessPlanId: plans.Silver,
    businessPlanName: 'Silver',
    state: 'UNBLOCKED',
    createdAt: START,
  });
  expect((await list()).map(({ apiName }) => apiName)).toEqual(['Pets', 'Zoo']);
});

describe('the same API in one application', () => {
  test('with two plans is two subscriptions', async () => {
    const { core, application, pets, list } = await shop();
    await subscribe(core, application.id, pets.id, 'Gold');
    await subscribe(core, application.id, pets.id, 'Bronze');
    expect((await list()).map((entry) => entry.businessPlanName)).toEqual(['Bronze', 'Gold']);
  });

  test('with the same plan is refused at its place, and nothing is stored', async () => {
    const { core, plans, application, pets, list } = await shop();
    const choice = { apiId: pets.id, businessPlanId: plans.Gold };
    const refusal = await core.refuse('subscription:create', {
      applicationId: application.id,
      choices: [{ ...choice, businessPlanId: plans.Bronze }, choice, choice],
    });
    expect(refusal).toEqual({
      code: 'subscription/duplicate',
      field: 'choices.2',
      detail: { api: 'Pets 1.0.0', plan: 'Gold' },
    });
    expect(await list()).toEqual([]);
  });

  test('in two applications is allowed', async () => {
    const { core, application, pets } = await shop();
    const other = await makeApplication(core, 'Other');
    await subscribe(core, application.id, pets.id);
    expect(await subscribe(core, other.id, pets.id)).toMatchObject({ apiName: 'Pets' });
  });

  test('can be subscribed again after unsubscribing, and the old subscription stays in the bin', async () => {
    const { core, application, pets } = await shop();
    const { id } = await subscribe(core, application.id, pets.id);
    await core.give('subscription:delete', { id });
    await subscribe(core, application.id, pets.id);
    expect(await core.refuse('bin:restore', { kind: 'subscription', id })).toMatchObject({
      code: 'field/taken',
    });
  });
});

test('a plan the API doesn’t offer is refused', async () => {
  const { core, plans, application } = await shop();
  const api = await makeApi(core, 'Small', { businessPlanIds: [plans.Bronze] });
  const refusal = await core.refuse('subscription:create', {
    applicationId: application.id,
    choices: [{ apiId: api.id, businessPlanId: plans.Gold }],
  });
  expect(refusal).toEqual({
    code: 'subscription/plan-not-offered',
    field: 'choices.0',
    detail: { api: 'Small 1.0.0', plan: 'Gold' },
  });
});

describe('changing a plan', () => {
  test('takes effect, and is logged with the previous one', async () => {
    const { core, plans, application, pets } = await shop();
    const { id } = await subscribe(core, application.id, pets.id, 'Gold');
    const change = { id, businessPlanId: plans.Unlimited };
    expect(await core.give('subscription:change-plan', change)).toMatchObject({
      id,
      businessPlanName: 'Unlimited',
    });
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]).toMatchObject({
      kind: 'subscription/plan-changed',
      subject: 'Petshop',
      detail: { api: 'Pets 1.0.0', before: 'Gold', plan: 'Unlimited' },
    });
  });

  test('to one already subscribed with this API is refused', async () => {
    const { core, plans, application, pets } = await shop();
    const { id } = await subscribe(core, application.id, pets.id, 'Gold');
    await subscribe(core, application.id, pets.id, 'Bronze');
    const change = { id, businessPlanId: plans.Bronze };
    expect(await core.refuse('subscription:change-plan', change)).toMatchObject({
      code: 'subscription/duplicate',
      field: 'businessPlanId',
    });
  });

  test('to the same plan changes and logs nothing', async () => {
    const { core, plans, application, pets } = await shop();
    const subscription = await subscribe(core, application.id, pets.id, 'Gold');
    const change = { id: subscription.id, businessPlanId: plans.Gold };
    expect(await core.give('subscription:change-plan', change)).toEqual(subscription);
    const { entries } = await core.give('activity:list', { limit: 1 });
    expect(entries[0]?.kind).toBe('subscription/created');
  });
});

describe('the states that go into a new token', () => {
  const table: readonly (readonly [SubscriptionState, KeyType, boolean])[] = [
    ['UNBLOCKED', 'PRODUCTION', true],
    ['UNBLOCKED', 'SANDBOX', true],
    ['BLOCKED', 'PRODUCTION', false],
    ['BLOCKED', 'SANDBOX', false],
    ['ON_HOLD', 'PRODUCTION', false],
    ['ON_HOLD', 'SANDBOX', false],
    ['PROD_ONLY_BLOCKED', 'PRODUCTION', false],
    ['PROD_ONLY_BLOCKED', 'SANDBOX', true],
  ];

  test.each(table)('%s, %s: %s', async (state, keyType, opens) => {
    const { core, application, pets } = await shop();
    const { id } = await subscribe(core, application.id, pets.id);
    await core.give('subscription:set-state', { id, state });
    const view = await core.give('keys:get', { applicationId: application.id, keyType });
    expect(view.scopes.map(({ name }) => name)).toEqual(opens ? ['pets:read'] : []);
    const token = await generate(core, application.id, { keyType });
    const { claims } = decodeJwt(await jwtOf(core, token));
    expect(claims['subscribedAPIs']).toHaveLength(opens ? 1 : 0);
    expect(Object.keys(Object(claims['tierInfo']))).toEqual(opens ? ['Gold'] : []);
    expect(token.apiCount).toBe(opens ? 1 : 0);
  });

  test('of one API with two plans, the blocked one is left out', async () => {
    const { core, application, pets } = await shop();
    const gold = await subscribe(core, application.id, pets.id, 'Gold');
    await subscribe(core, application.id, pets.id, 'Bronze');
    await core.give('subscription:set-state', { id: gold.id, state: 'BLOCKED' });
    const { claims } = decodeJwt(await jwtOf(core, await generate(core, application.id)));
    expect(claims['subscribedAPIs']).toMatchObject([{ subscriptionTier: 'Bronze' }]);
  });
});

test('a missing one is reported', async () => {
  const { core, plans, application, pets } = await shop();
  const id = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const create = (choice: { apiId: string; businessPlanId: string }) =>
    core.refuse('subscription:create', { applicationId: application.id, choices: [choice] });
  expect(await create({ apiId: id, businessPlanId: plans.Gold })).toEqual({
    code: 'missing/api',
    field: 'choices.0',
  });
  expect(await create({ apiId: pets.id, businessPlanId: id })).toEqual({
    code: 'missing/business-plan',
    field: 'choices.0',
  });
  expect(await core.refuse('subscription:delete', { id })).toEqual({
    code: 'missing/subscription',
  });
  expect(
    await core.refuse('subscription:create', {
      applicationId: id,
      choices: [{ apiId: pets.id, businessPlanId: plans.Gold }],
    }),
  ).toEqual({ code: 'missing/application' });
});
