import { expect, test } from 'vitest';
import { startCore, type TestCore } from '../../../support/core.ts';
import { makeApplication } from '../../../support/workspace.ts';

async function found(core: TestCore, search: string, kinds?: 'application/created'[]) {
  const query = { search, limit: 10, ...(kinds === undefined ? {} : { kinds }) };
  const { entries } = await core.give('activity:list', query);
  return entries.map(({ kind, subject }) => `${kind} ${subject}`);
}

test('a search finds the given kinds besides matching text', async () => {
  const core = await startCore();
  await makeApplication(core, 'Petshop');
  await core.give('settings:update', { issuer: 'urn:made-by-petshop' });
  expect(await found(core, 'made')).toEqual(['settings/changed issuer']);
  expect(await found(core, 'made', ['application/created'])).toEqual([
    'settings/changed issuer',
    'application/created Petshop',
  ]);
  expect(await found(core, 'nowhere', [])).toEqual([]);
});
