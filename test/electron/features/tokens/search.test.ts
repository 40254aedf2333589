import { expect, test, vi } from 'vitest';
import { startCore, type TestCore } from '../../../support/core.ts';
import { openBeside } from '../../../support/data-key.ts';
import { generate, makeApplication, makePetshop, regenerate } from '../../../support/workspace.ts';

async function found(core: TestCore, search: string): Promise<readonly string[]> {
  const { tokens } = await core.give('token:list', { search, limit: 100 });
  return tokens.map(({ id }) => id);
}

test.each([
  ['a middle of the name', 'etsh'],
  ['two characters', 'ts'],
  ['the last two', 'op'],
  ['one character', 'k'],
  ['the middle of a scope', 'ts:re'],
  ['another case', 'PETSHOP K'],
])('%s finds the token', async (_what, search) => {
  const core = await startCore();
  const { token, application } = await makePetshop(core);
  const { description, perTokenQuota } = application;
  const draft = { description, perTokenQuota, name: 'Petshop Kiosk' };
  await core.give('application:update', { id: application.id, ...draft });
  const other = await makeApplication(core, 'Zoo');
  await generate(core, other.id);
  expect(await found(core, search)).toEqual([token.id]);
});

test.each(['支', '支付', '支付宝', '宝'])('%s finds a name without spaces', async (search) => {
  const core = await startCore();
  const application = await makeApplication(core, '我的支付宝');
  const { id } = await generate(core, application.id);
  expect(await found(core, search)).toEqual([id]);
});

test('a new name finds the earlier tokens, and the old name none', async () => {
  const core = await startCore();
  const { token, application } = await makePetshop(core);
  const { description, perTokenQuota } = application;
  const draft = { description, perTokenQuota, name: 'Aquarium' };
  await core.give('application:update', { id: application.id, ...draft });
  expect(await found(core, 'aquar')).toEqual([token.id]);
  expect(await found(core, 'petshop')).toEqual([]);
});

test('a consumer key, a kid and a jti find their tokens, and so do their beginnings', async () => {
  const core = await startCore();
  const { token, application } = await makePetshop(core);
  const next = await regenerate(core, token);
  await generate(core, application.id, { keyType: 'SANDBOX' });
  const { keys } = await core.give('keys:get', {
    applicationId: application.id,
    keyType: 'PRODUCTION',
  });
  expect(await found(core, keys?.consumerKey ?? '')).toEqual([next.id, token.id]);
  expect(await found(core, token.id.slice(0, 13).toUpperCase())).toEqual([token.id]);
  expect(await found(core, keys?.consumerKey.slice(0, 6) ?? '')).toEqual([next.id, token.id]);
  expect(await found(core, token.kid)).toHaveLength(3);
  expect(await found(core, token.kid.slice(0, 6))).toHaveLength(3);
});

test('permanently deleted tokens aren’t found', async () => {
  const core = await startCore();
  const { application, token } = await makePetshop(core);
  expect(await found(core, 'petshop')).toEqual([token.id]);
  await regenerate(core, token);
  await core.give('application:delete', { id: application.id });
  await core.give('bin:purge', { kind: 'application', id: application.id });
  const db = await openBeside(core.home, { readonly: true });
  const rows = db
    .prepare(`SELECT rowid FROM token_search WHERE token_search MATCH '"petshop"'`)
    .all();
  db.close();
  expect(rows).toEqual([]);
  expect(await found(core, 'petshop')).toEqual([]);
});

test('tokens are indexed in bulk, before a search or while nothing is issued', async () => {
  const core = await startCore();
  const { token, application } = await makePetshop(core);
  const indexed = async () => {
    const db = await openBeside(core.home, { readonly: true });
    const rows = ['token', 'activity'].map((table) =>
      db.prepare(`SELECT last FROM ${table}_search_mark`).pluck().get(),
    );
    db.close();
    return rows;
  };
  expect((await indexed())[0]).toBe(0);
  const next = await regenerate(core, token);
  expect(await found(core, 'petshop')).toEqual([next.id, token.id]);
  expect((await indexed())[0]).toBe(2);
  const last = await regenerate(core, next);
  // Renaming indexes again what was indexed, and leaves alone what wasn't.
  const { description, perTokenQuota } = application;
  const draft = { description, perTokenQuota, name: 'Aquarium' };
  await core.give('application:update', { id: application.id, ...draft });
  expect(await found(core, 'aquarium')).toEqual([last.id, next.id, token.id]);
  await regenerate(core, last);
  await vi.waitFor(async () => expect(await indexed()).toEqual([4, await lastEntry(core)]), 30_000);
});

async function lastEntry(core: TestCore): Promise<number> {
  const { entries } = await core.give('activity:list', { limit: 1 });
  return entries[0]?.id ?? 0;
}

test('a search and its next page have the same order', async () => {
  const core = await startCore();
  const { token } = await makePetshop(core);
  const second = await regenerate(core, token);
  const third = await regenerate(core, second);
  const query = { search: 'petshop', limit: 2 };
  const first = await core.give('token:list', query);
  expect(first.tokens.map(({ id }) => id)).toEqual([third.id, second.id]);
  expect(first.more).toBe(true);
  const rest = await core.give('token:list', { ...query, after: second.id });
  expect(rest.tokens.map(({ id }) => id)).toEqual([token.id]);
});
