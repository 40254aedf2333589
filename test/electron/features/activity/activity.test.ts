import { readFileSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { SECOND, START, startCore, temporaryDirectory } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { makeApplication, makePetshop } from '../../../support/workspace.ts';

test('the log is newest first, stable across pages, and ends', async () => {
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

test('a refused change leaves no log entry', async () => {
  const core = await startCore();
  await makeApplication(core, 'Petshop');
  const before = await core.give('activity:list', { limit: 100 });
  await expect(makeApplication(core, 'petshop')).rejects.toThrow('field/taken');
  expect(await core.give('activity:list', { limit: 100 })).toEqual(before);
});

test('an entry that the head of the chain can’t include isn’t written at all', {
  tags: 'secrets/log-chain',
}, async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const db = await openBeside(core.home);
  onTestFinished(() => void db.close());
  db.exec(
    "CREATE TRIGGER broken BEFORE UPDATE ON activity_head BEGIN SELECT RAISE(ABORT, 'cut'); END",
  );
  await core.refuse('secret:reveal', { kind: 'access-token', id: token.id });
  db.exec('DROP TRIGGER broken');
  await core.give('secret:reveal', { kind: 'access-token', id: token.id });
  expect(await core.give('activity:verify', {})).toMatchObject({ brokenAt: null });
});

test('escapes cells that a spreadsheet would run as formulas, in the CSV too', {
  tags: 'secrets/csv',
}, async () => {
  const core = await startCore();
  for (const name of ['=1+1', '＝1+1']) await makeApplication(core, name);
  core.shell.saveTo = { folder: temporaryDirectory() };
  const saved = await core.give('activity:export', { format: 'csv' });
  const text = readFileSync(saved?.path ?? '', 'utf8');
  expect(text).toContain('"\'=1+1"');
  expect(text).toContain('"\'＝1+1"');
});
