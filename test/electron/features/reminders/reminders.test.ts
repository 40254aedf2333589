import { expect, test } from 'vitest';
import { DAY, SECOND, startCore, type TestCore } from '../../../support/core.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

const HOUR_SECONDS = 3600;
const DAY_SECONDS = 86_400;

const listed = (core: TestCore, days: number, limit = 100) =>
  core.give('reminders:list', { until: core.clock.now + days * DAY, limit });

test('lists the current tokens, secrets and certificates that expire, soonest first', async () => {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  const keysOf = { applicationId: application.id, keyType: 'PRODUCTION' } as const;
  const secret = await core.give('consumer-secret:add', {
    ...keysOf,
    note: 'mobile',
    validitySeconds: 30 * DAY_SECONDS,
  });
  const [key] = await core.give('signing-key:list', {});
  if (key === undefined) throw new Error('There is no key');
  await core.give('signing-key:renew-certificate', {
    id: key.id,
    certificate: { commonName: 'Soon', organization: '', days: 2 },
  });
  const owner = { applicationId: application.id, applicationName: 'Petshop' };
  const { reminders, counts } = await listed(core, 40);
  expect(reminders).toMatchObject([
    {
      kind: 'token',
      id: token.id,
      owner: { ...owner, keyType: 'PRODUCTION', keysId: token.keysId },
      startsAt: token.issuedAt,
      expiresAt: token.expiresAt,
      isDue: false,
    },
    { kind: 'certificate', id: key.id, owner: null, name: key.kid },
    { kind: 'consumer-secret', id: secret.id, owner, name: 'mobile', isDue: false },
  ]);
  expect(counts).toEqual({ token: 1, 'consumer-secret': 1, certificate: 1 });
  const soon = await listed(core, 1);
  expect(soon.reminders).toHaveLength(1);
  expect((await listed(core, 40, 1)).reminders).toEqual(soon.reminders);
});

test('leaves out what has ended, was replaced, is in the bin or never expires', async () => {
  const core = await startCore();
  const { token: old } = await makePetshop(core);
  await core.give('settings:update', { keepOldToken: true });
  core.clock.now += SECOND;
  const current = await regenerate(core, old, { validitySeconds: 2 * HOUR_SECONDS });
  const other = await makeApplication(core, 'Other');
  await generate(core, other.id);
  const never = await makeApplication(core, 'Never');
  await generate(core, never.id, { validitySeconds: -1 });
  const ids = async () => (await listed(core, 365)).reminders.map(({ id }) => id);
  expect(await ids()).toHaveLength(2);
  await core.give('application:delete', { id: other.id });
  expect(await ids()).toEqual([current.id]);
  core.clock.now += 2 * HOUR_SECONDS * SECOND;
  expect(await listed(core, 365)).toMatchObject({ reminders: [], counts: { token: 0 } });
});

test.each([
  ['an hour', HOUR_SECONDS, 6 * 60],
  ['ten minutes', 600, 60],
  ['ten days', 10 * DAY_SECONDS, DAY_SECONDS],
  ['ten years', 3650 * DAY_SECONDS, 7 * DAY_SECONDS],
])('a token of %s is due in proportion', async (_text, validitySeconds, dueSeconds) => {
  const core = await startCore();
  const { id } = await makeApplication(core, 'Petshop');
  await core.give('settings:update', { confirmBeyondSeconds: 2_000_000_000 });
  const token = await generate(core, id, { validitySeconds });
  const isDue = async () => (await listed(core, 4000)).reminders[0]?.isDue;
  core.clock.now = token.expiresAt - (dueSeconds + 1) * SECOND;
  expect(await isDue()).toBe(false);
  core.clock.now += SECOND;
  expect(await isDue()).toBe(true);
});
