import { expect, test } from 'vitest';
import type { CoreChannel } from '../../../electron/base/context/context.ts';
import { contract } from '../../../shared/ipc/contract.ts';
import { makesStale, type Topic } from '../../../shared/ipc/events.ts';
import { startCore, type TestCore } from '../../support/core.ts';
import { changingChannels, everyChange } from '../../support/journey.ts';
import { makeApplication } from '../../support/workspace.ts';

type AskedChannel = CoreChannel | 'workspace:state';
type Answers = Map<
  string,
  { readonly channel: AskedChannel; readonly input: unknown; readonly text: string }
>;

/** Every answer that the page could show, for all existing and deleted things. */
async function answersOf(core: TestCore, known: { apps: Set<string>; apis: Set<string> }) {
  const answers: Answers = new Map();
  const ask = async <C extends AskedChannel>(
    channel: C,
    input: Parameters<typeof core.call<C>>[1],
  ) => {
    const result = await core.call(channel, input);
    const text = JSON.stringify(result);
    answers.set(`${channel} ${JSON.stringify(input)}`, { channel, input, text });
    return result;
  };
  const apps = await ask('application:list', {});
  for (const { id } of apps.ok ? apps.value : []) known.apps.add(id);
  const apis = await ask('api:list', {});
  for (const { id } of apis.ok ? apis.value : []) known.apis.add(id);
  for (const id of known.apis) await ask('api:get', { id });
  for (const id of known.apps) {
    await ask('application:get', { id });
    await ask('subscription:list', { applicationId: id });
    await ask('keys:get', { applicationId: id, keyType: 'PRODUCTION' });
    await ask('keys:get', { applicationId: id, keyType: 'SANDBOX' });
    await ask('consumer-secret:list', { applicationId: id, keyType: 'PRODUCTION' });
    await ask('keys:hand-over', { applicationId: id, keyType: 'PRODUCTION' });
  }
  await ask('settings:get', {});
  await ask('workspace:state', {});
  await ask('business-plan:list', {});
  await ask('token:list', { limit: 500 });
  await ask('bulk:list', {});
  await ask('gateway:get', {});
  await ask('signing-key:list', {});
  await ask('signing-key:usage', {});
  await ask('activity:list', { limit: 500 });
  await ask('application:count', {});
  await ask('api:count', {});
  await ask('bin:list', {});
  await ask('bin:count', {});
  return answers;
}

test('every call that changes an answer announces it, so that the page shows nothing stale', async () => {
  const core = await startCore();
  const known = { apps: new Set<string>(), apis: new Set<string>() };
  let before = await answersOf(core, known);
  const stale: string[] = [];
  const called = new Set<string>();
  let { now } = core.clock;

  const watched: TestCore = {
    ...core,
    give: async (channel, input, call) => {
      core.shell.changes.length = 0;
      const answer = await core.give(channel, input, call);
      called.add(channel);
      const announced = core.shell.changes.flat();
      const after = await answersOf(core, known);
      for (const [question, { channel: asked, input: about, text }] of after) {
        const endpoint = contract[asked];
        const reads: readonly Topic[] = 'reads' in endpoint ? endpoint.reads : [];
        const changed = before.has(question) && before.get(question)?.text !== text;
        // Time changes answers, too.
        const isLater = core.clock.now > now;
        if (changed && !isLater && !announced.some((change) => makesStale(change, reads, about))) {
          stale.push(`${channel} leaves ${asked} stale`);
        }
      }
      before = after;
      ({ now } = core.clock);
      return answer;
    },
  };
  await everyChange(watched);
  expect([...new Set(stale)]).toEqual([]);
  expect(changingChannels.filter((channel) => !called.has(channel))).toEqual([]);
});

test('refused calls and reading calls announce nothing', async () => {
  const core = await startCore();
  await makeApplication(core, 'Petshop');
  core.shell.changes.length = 0;
  await expect(makeApplication(core, 'PETSHOP')).rejects.toThrow('field/taken');
  await answersOf(core, { apps: new Set(), apis: new Set() });
  expect(core.shell.changes).toEqual([]);
});

test('a change of one application keeps the answers about others', async () => {
  const core = await startCore();
  const [one, other] = [await makeApplication(core, 'One'), await makeApplication(core, 'Other')];
  core.shell.changes.length = 0;
  const { description, perTokenQuota } = one;
  await core.give('application:update', {
    id: one.id,
    name: 'Renamed',
    description,
    perTokenQuota,
  });
  const changes = core.shell.changes.flat();
  const isStale = (reads: readonly Topic[], input: object) =>
    changes.some((change) => makesStale(change, reads, input));
  expect(isStale(['applications'], {})).toBe(true);
  expect(isStale(['applications'], { id: one.id })).toBe(true);
  expect(isStale(['applications'], { id: other.id })).toBe(false);
  expect(isStale(['keys'], { applicationId: one.id, keyType: 'SANDBOX' })).toBe(true);
  expect(isStale(['keys'], { applicationId: other.id, keyType: 'SANDBOX' })).toBe(false);
  expect(isStale(['tokens'], { limit: 100 })).toBe(true);
  expect(isStale(['settings'], {})).toBe(false);
});
