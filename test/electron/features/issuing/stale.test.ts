import { describe, expect, test } from 'vitest';
import { subscriptionStates } from '../../../../shared/domain/subscription.ts';
import { keyTypes, type TokenSummary } from '../../../../shared/domain/token.ts';
import { makesStale } from '../../../../shared/ipc/events.ts';
import { startCore, type TestCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import {
  generate,
  makeApi,
  makePetshop,
  planIds,
  regenerate,
  scope,
  subscribe,
} from '../../../support/workspace.ts';

type Petshop = Awaited<ReturnType<typeof makePetshop>> & { readonly core: TestCore };

async function petshop(): Promise<Petshop> {
  const core = await startCore();
  return { core, ...(await makePetshop(core)) };
}

async function isStale(core: TestCore, { id }: TokenSummary): Promise<boolean | undefined> {
  const { tokens } = await core.give('token:list', { limit: 100 });
  return tokens.find((token) => token.id === id)?.stale;
}

/** What the API is, as it can be sent back. */
function draftOf({ api }: Petshop) {
  const { name, version, context, provider, description, scopes, businessPlanIds } = api;
  return { id: api.id, name, version, context, provider, description, scopes, businessPlanIds };
}

const changes: readonly (readonly [string, (made: Petshop) => Promise<unknown>])[] = [
  [
    'another API subscribed',
    async ({ core, application }) => {
      const { id } = await makeApi(core, 'Zoo');
      return subscribe(core, application.id, id);
    },
  ],
  [
    'the same API with a second plan',
    ({ core, application, api }) => subscribe(core, application.id, api.id, 'Bronze'),
  ],
  [
    'a subscription less',
    ({ core, subscription }) => core.give('subscription:delete', { id: subscription.id }),
  ],
  [
    'another plan',
    async ({ core, subscription }) => {
      const { Silver } = await planIds(core);
      const change = { id: subscription.id, businessPlanId: Silver };
      return core.give('subscription:change-plan', change);
    },
  ],
  ['an API in the bin', ({ core, api }) => core.give('api:delete', { id: api.id })],
  [
    'another name of the API',
    (made) => made.core.give('api:update', { ...draftOf(made), name: 'Animals' }),
  ],
  [
    'another context of the API',
    (made) => made.core.give('api:update', { ...draftOf(made), context: '/v2' }),
  ],
  [
    'a scope more',
    (made) => {
      const { scopes, ...draft } = draftOf(made);
      return made.core.give('api:update', { ...draft, scopes: [...scopes, scope('pets:sell')] });
    },
  ],
  [
    'a scope less',
    (made) => made.core.give('api:update', { ...draftOf(made), scopes: [scope('pets:read')] }),
  ],
  [
    'another name of the application',
    ({ core, application: { id } }) => {
      const draft = { id, name: 'Aquarium', description: '', perTokenQuota: 'Unlimited' } as const;
      return core.give('application:update', draft);
    },
  ],
  [
    'another quota of the application',
    ({ core, application: { id, name } }) => {
      const draft = { id, name, description: '', perTokenQuota: '10PerMin' } as const;
      return core.give('application:update', draft);
    },
  ],
  [
    'another name of its plan',
    async ({ core }) => {
      const { Gold } = await planIds(core);
      const draft = { id: Gold, name: 'Platinum', description: '', requestsPerMinute: 1 };
      return core.give('business-plan:update', draft);
    },
  ],
  ['another issuer', ({ core }) => core.give('settings:update', { issuer: 'urn:other' })],
  ['another audience', ({ core }) => core.give('settings:update', { audience: ['urn:other'] })],
  ['another owner', ({ core }) => core.give('settings:update', { owner: 'Grace' })],
  [
    'another signing key',
    async ({ core }) => {
      const db = await openBeside(core.home);
      db.prepare("UPDATE signing_key SET state = 'previous'").run();
      db.close();
      return core.give('gateway:get', {});
    },
  ],
];

describe('a token is stale after a change of', () => {
  test.each(changes)('%s, until it is re-generated', async (what, change) => {
    const made = await petshop();
    const { core, token } = made;
    expect(await isStale(core, token)).toBe(false);
    core.shell.changes.length = 0;
    await change(made);
    expect(await isStale(core, token)).toBe(true);
    const announced = core.shell.changes.flat();
    // A key is changed by hand here.
    const expected = what === 'another signing key' ? [] : (['keys', 'tokens'] as const);
    const { applicationId } = token;
    const told = expected.filter((topic) =>
      announced.some((one) => makesStale(one, [topic], { applicationId })),
    );
    expect(told).toEqual(expected);
    const next = await regenerate(core, token);
    expect(next.stale).toBe(false);
    expect(await isStale(core, token)).toBe(true);
  });
});

test.each<readonly [string, (made: Petshop) => Promise<unknown>]>([
  [
    'another lifetime of new tokens',
    ({ core }) => core.give('settings:update', { lockAfterMinutes: 5 }),
  ],
  [
    'the same issuer again',
    async ({ core }) => {
      const { issuer } = await core.give('settings:get', {});
      await core.give('settings:update', { issuer });
      return core.give('settings:update', { issuer });
    },
  ],
  ['the same API again', (made) => made.core.give('api:update', draftOf(made))],
  [
    'another description',
    (made) => {
      const { scopes, ...draft } = draftOf(made);
      const told = scopes.map(({ name }) => scope(name, 'Told', 'otherwise'));
      return made.core.give('api:update', { ...draft, description: 'x', scopes: told });
    },
  ],
  ['an API that nobody subscribed', ({ core }) => makeApi(core, 'Zoo')],
  [
    'another rate of the plan',
    async ({ core }) => {
      const { Gold } = await planIds(core);
      const draft = { id: Gold, name: 'Gold', description: '', requestsPerMinute: 7 };
      return core.give('business-plan:update', draft);
    },
  ],
  [
    'its application in the bin and back',
    async ({ core, application: { id } }) => {
      await core.give('application:delete', { id });
      return core.give('bin:restore', { kind: 'application', id });
    },
  ],
])('isn’t stale after a change of %s', async (_what, change) => {
  const made = await petshop();
  // A default that isn't stored yet is stored by the first change.
  const { issuer } = await made.core.give('settings:get', {});
  await made.core.give('settings:update', { issuer });
  const token = await regenerate(made.core, made.token);
  await change(made);
  expect(await isStale(made.core, token)).toBe(false);
});

describe('a subscription’s state makes the tokens stale that do or don’t include it', () => {
  const changesOfState = subscriptionStates.flatMap((before) =>
    subscriptionStates.filter((after) => after !== before).map((after) => ({ before, after })),
  );

  test.each(changesOfState)('$before to $after', async ({ before, after }) => {
    const { core, application, subscription } = await petshop();
    await generate(core, application.id, { keyType: 'SANDBOX' });
    const { id } = subscription;
    if (before !== 'UNBLOCKED') await core.give('subscription:set-state', { id, state: before });
    const views = () =>
      Promise.all(
        keyTypes.map((keyType) =>
          core.give('keys:get', { applicationId: application.id, keyType }),
        ),
      );
    for (const { token } of await views()) if (token !== null) await regenerate(core, token);
    await core.give('subscription:set-state', { id, state: after });
    for (const { token, coverage } of await views()) {
      const differs = Object.values(coverage).some((names) => names.length > 0);
      const { apiCount } = token === null ? { apiCount: 0 } : await regenerate(core, token);
      expect([token?.stale, differs]).toEqual([apiCount !== token?.apiCount, token?.stale]);
    }
  });
});

test('permanently deleting an API leaves tokens issued without it current', async () => {
  const { core, api, token } = await petshop();
  await core.give('api:delete', { id: api.id });
  const next = await regenerate(core, token);
  await core.give('bin:purge', { kind: 'api', id: api.id });
  expect(await isStale(core, next)).toBe(false);
});
