import { expect, test } from 'vitest';
import { openInMemory } from '../../../electron/base/database/open.ts';
import {
  countApplications,
  insertApplication,
  listApplications,
} from '../../../electron/features/applications/repository.ts';
import { type ApplicationSort, applicationSorts } from '../../../shared/domain/application.ts';
import { startCore } from '../../support/core.ts';
import {
  generate,
  makeApi,
  makeApplication,
  regenerate,
  subscribe,
} from '../../support/workspace.ts';

const draft = { description: '', perTokenQuota: 'Unlimited' } as const;

/** More than a search looks up and sorts: a common word is found by scanning in order. */
function manyApplications() {
  const db = openInMemory();
  for (let at = 0; at < 4200; at += 1) {
    insertApplication(db, { ...draft, name: `Depot ${(at * 11) % 4200}` }, (at * 31) % 997);
  }
  insertApplication(db, { ...draft, name: 'Zoë', description: 'Büro' }, 5);
  return db;
}

const db = manyApplications();
const limit = 500;

function byKey(sort: ApplicationSort, search?: string): readonly string[] {
  const names: string[] = [];
  let after: string | undefined;
  for (;;) {
    const page = listApplications(db, { sort, search, after, limit }, 0);
    names.push(...page.map(({ name }) => name));
    if (page.length < limit) return names;
    after = page.at(-1)?.id;
  }
}

function byPlace(sort: ApplicationSort, search?: string): readonly string[] {
  const names: string[] = [];
  for (let skip = 0; ; skip += limit) {
    const page = listApplications(db, { sort, search, skip, limit }, 0);
    names.push(...page.map(({ name }) => name));
    if (page.length < limit) return names;
  }
}

test.each(applicationSorts)('pages by %s have each row once, by key and by place', (sort) => {
  for (const search of [undefined, 'depot', 'depot 41', 'de']) {
    const names = byKey(sort, search);
    expect(byPlace(sort, search)).toEqual(names);
    expect(new Set(names).size).toBe(names.length);
    expect(names.length).toBe(countApplications(db, search === undefined ? {} : { search }));
  }
});

test('names are sorted without case and accents, and numbers by their value', () => {
  const names = byKey('name');
  expect(names.slice(0, 12).slice(9)).toEqual(['Depot 9', 'Depot 10', 'Depot 11']);
  expect(names.at(-1)).toBe('Zoë');
});

test.each(['zoe', 'ZOË', 'buro', 'bü', 'oe'])('“%s” finds Zoë of the Büro', (search) => {
  expect(byKey('name', search)).toEqual(['Zoë']);
});

test('each word of a search has to be there', () => {
  expect(byKey('name', 'depot zoe')).toEqual([]);
  expect(byKey('name', '41 depot').length).toBeGreaterThan(10);
});

test('what ends soonest comes first, then all others by name; replaced and Sandbox don’t count', async () => {
  const core = await startCore();
  const named = (name: string) => makeApplication(core, name);
  const [never, late, soon, sandbox, gone] = [
    await named('A never'),
    await named('B late'),
    await named('C soon'),
    await named('D sandbox'),
    await named('E over'),
  ];
  await generate(core, never.id, { validitySeconds: -1 });
  await generate(core, late.id, { validitySeconds: 9000 });
  await generate(core, soon.id, { validitySeconds: 900 });
  await generate(core, sandbox.id, { keyType: 'SANDBOX', validitySeconds: 90 });
  const over = await generate(core, gone.id, { validitySeconds: 9 });
  core.clock.now += 10_000;
  const list = async (more: object) =>
    (await core.give('application:list', { sort: 'expires', ...more })).map(({ name }) => name[0]);
  expect(await list({})).toEqual(['C', 'B', 'A', 'D', 'E']);
  expect(await list({ search: 'o' })).toEqual(['C', 'D', 'E']);
  expect(await list({ after: soon.id })).toEqual(['B', 'A', 'D', 'E']);
  expect(await list({ after: late.id })).toEqual(['A', 'D', 'E']);
  expect(await list({ after: never.id, limit: 1 })).toEqual(['D']);
  expect(await list({ skip: 1, limit: 2 })).toEqual(['B', 'A']);
  expect(await list({ skip: 3 })).toEqual(['D', 'E']);
  // A search keeps its order until something is written, or a token expires.
  expect(await list({ search: 'a', after: soon.id })).toEqual(['B', 'A', 'D']);
  expect(await list({ search: 'o', after: sandbox.id })).toEqual(['E']);
  await regenerate(core, over, { validitySeconds: 60 });
  expect(await list({ search: 'o' })).toEqual(['E', 'C', 'D']);
  core.clock.now += 60_000;
  expect(await list({ search: 'o' })).toEqual(['C', 'D', 'E']);
  core.clock.now -= 60_000;
  expect(await list({ search: 'o', skip: 1 })).toEqual(['C', 'D']);
});

test('in how many applications an API is used is counted along', async () => {
  const core = await startCore();
  const api = await makeApi(core, 'Pets');
  const used = async () => (await core.give('api:list', {}))[0]?.applicationCount;
  const [one, other] = [await makeApplication(core, 'One'), await makeApplication(core, 'Other')];
  await subscribe(core, one.id, api.id, 'Gold');
  await subscribe(core, one.id, api.id, 'Silver');
  const own = await subscribe(core, other.id, api.id, 'Gold');
  expect(await used()).toBe(2);
  await core.give('subscription:delete', { id: own.id });
  expect(await used()).toBe(1);
  await core.give('bin:restore', { kind: 'subscription', id: own.id });
  await core.give('application:delete', { id: one.id });
  expect(await used()).toBe(1);
  await core.give('bin:purge', { kind: 'application', id: one.id });
  expect(await used()).toBe(1);
  await core.give('application:delete', { id: other.id });
  expect(await used()).toBe(0);
  await core.give('bin:restore', { kind: 'application', id: other.id });
  expect(await used()).toBe(1);
});

test('the bin is paged from the last deleted on, whatever kind it is of', async () => {
  const core = await startCore();
  const expected: string[] = [];
  for (const name of ['A', 'B', 'C', 'D']) {
    const api = await makeApi(core, name);
    const application = await makeApplication(core, name);
    await core.give('api:delete', { id: api.id });
    if (name > 'B') core.clock.now += 1000;
    await core.give('application:delete', { id: application.id });
  }
  const all = await core.give('bin:list', {});
  expect(await core.give('bin:count', {})).toBe(8);
  let after: { kind: 'api' | 'application' | 'subscription'; id: string } | undefined;
  for (;;) {
    const page = await core.give('bin:list', { limit: 3, ...(after && { after }) });
    expected.push(...page.map(({ id }) => id));
    const last = page.at(-1);
    if (last === undefined || page.length < 3) break;
    after = { kind: last.kind, id: last.id };
  }
  expect(expected).toEqual(all.map(({ id }) => id));
});

test('an application is found by its whole name, and where a name begins', async () => {
  const core = await startCore();
  for (const name of ['Able', 'Baker', 'Charlie', 'Baker two']) await makeApplication(core, name);
  const named = await core.give('application:list', { name: 'BAKER' });
  expect(named.map(({ name }) => name)).toEqual(['Baker']);
  expect(await core.give('application:place', { typed: 'b' })).toBe(1);
  expect(await core.give('application:place', { typed: 'baker t' })).toBe(2);
  expect(await core.give('application:place', { typed: 'd' })).toBeNull();
});
