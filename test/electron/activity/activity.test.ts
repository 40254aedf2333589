import { expect, test } from 'vitest';
import { SECOND, START, startCore } from '../../support/core.ts';
import { makeApplication } from '../../support/workspace.ts';

test('the log is the newest first, page by page the same, with an end', async () => {
  const core = await startCore();
  for (const name of ['one', 'two', 'three']) {
    await makeApplication(core, name);
    core.clock.now += SECOND;
  }
  const whole = await core.give('activity:list', { limit: 100 });
  expect(whole.entries.slice(0, 3).map(({ subject, at }) => [subject, at])).toEqual([
    ['three', START + 2 * SECOND],
    ['two', START + SECOND],
    ['one', START],
  ]);
  const first = await core.give('activity:list', { limit: 3 });
  const rest = await core.give('activity:list', { limit: 3, before: first.entries[2]?.id });
  expect([...first.entries, ...rest.entries]).toEqual(whole.entries);
  expect([whole.more, first.more, rest.more]).toEqual([false, true, false]);
});

test.each([
  ['Café', ['Café 100%']],
  ['café', ['Café 100%']],
  ['100%', ['Café 100%']],
  ['%', ['Café 100%']],
  ['_', ['under_score']],
  ['application/created', ['under_score', 'Café 100%', 'Приложение']],
  ['Приложение', ['Приложение']],
  ['\\', []],
])('a search for %j finds %j', async (search, subjects) => {
  const core = await startCore();
  for (const name of ['Приложение', 'Café 100%', 'under_score']) await makeApplication(core, name);
  const { entries } = await core.give('activity:list', { search, limit: 100 });
  expect(entries.map(({ subject }) => subject)).toEqual(subjects);
});

test('a refused change leaves no word in the log', async () => {
  const core = await startCore();
  await makeApplication(core, 'Petshop');
  const before = await core.give('activity:list', { limit: 100 });
  await expect(makeApplication(core, 'petshop')).rejects.toThrow('field/taken');
  expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
});
