import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startCore, temporaryDirectory } from '../../../support/core.ts';
import { planIds } from '../../../support/workspace.ts';

function openApiFile(name: string, document: object | string): string {
  const file = join(temporaryDirectory(), name);
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
}

function pets(scopes: Record<string, string>, more: object = {}): object {
  return {
    openapi: '3.0.3',
    info: { title: 'Pets', version: '1.0.0', ...more },
    servers: [{ url: 'https://api.example/pets' }],
    paths: {},
    components: {
      securitySchemes: {
        oauth: {
          type: 'oauth2',
          flows: { clientCredentials: { tokenUrl: 'https://api.example/token', scopes } },
        },
      },
    },
  };
}

async function importing() {
  const core = await startCore();
  const { Gold, Bronze } = await planIds(core);
  const choose = async (...paths: string[]) => {
    core.shell.files = paths;
    const review = await core.give('api-import:choose', {});
    if (review === null) throw new Error('The dialog was closed');
    return review;
  };
  const choice = (index: number, more: object = {}) => ({
    index,
    name: 'Pets',
    version: '1.0.0',
    context: '/pets',
    businessPlanIds: [Gold],
    ...more,
  });
  return { core, choose, choice, Gold, Bronze };
}

test('nothing is stored before the review is confirmed', async () => {
  const { core, choose } = await importing();
  const review = await choose(openApiFile('pets.json', pets({ read: 'Read pets' })));
  expect(review.items).toMatchObject([
    { found: { name: 'Pets', context: '/pets', scopes: [{ name: 'read' }] }, existing: null },
  ]);
  expect(await core.give('api:list', {})).toEqual([]);
});

test('the selected APIs are stored, with the chosen plans', async () => {
  const { core, choose, choice, Gold, Bronze } = await importing();
  const { id } = await choose(openApiFile('pets.json', pets({ read: 'Read pets' })));
  const choices = [choice(0, { name: 'Haustiere', businessPlanIds: [Bronze, Gold] })];
  expect(await core.give('api-import:commit', { id, choices })).toEqual({
    created: 1,
    updated: 0,
    unchanged: 0,
  });
  const [listed] = await core.give('api:list', {});
  expect(listed).toMatchObject({ name: 'Haustiere', businessPlanIds: [Bronze, Gold] });
  const { entries } = await core.give('activity:list', { limit: 1 });
  expect(entries[0]).toMatchObject({
    kind: 'api/imported',
    subject: 'Haustiere 1.0.0',
    detail: { file: 'pets.json', scopes: 1 },
  });
});

test('a second import shows the difference, and updates the same API', async () => {
  const { core, choose, choice } = await importing();
  const first = await choose(openApiFile('pets.json', pets({ read: 'Read', old: 'Old' })));
  await core.give('api-import:commit', { id: first.id, choices: [choice(0)] });
  const [before] = await core.give('api:list', {});
  const changed = pets({ read: 'Read all', fresh: 'New' }, { description: 'Better' });
  const second = await choose(openApiFile('pets.json', changed));
  expect(second.items[0]?.existing).toMatchObject({
    id: before?.id,
    difference: {
      fields: [{ field: 'description', before: '', after: 'Better' }],
      scopes: {
        added: [{ name: 'fresh' }],
        removed: [{ name: 'old' }],
        changed: [{ before: { description: 'Read' }, after: { description: 'Read all' } }],
      },
    },
  });
  const answer = { id: second.id, choices: [choice(0)] };
  expect(await core.give('api-import:commit', answer)).toEqual({
    created: 0,
    updated: 1,
    unchanged: 0,
  });
  expect(await core.give('api:list', {})).toHaveLength(1);
});

describe('a commit', () => {
  test('counts an identical API as unchanged, and writes nothing', async () => {
    const { core, choose, choice, Gold, Bronze } = await importing();
    const file = openApiFile('pets.json', pets({ read: 'Read pets' }));
    const first = await choose(file);
    const offer = { businessPlanIds: [Gold, Bronze] };
    await core.give('api-import:commit', { id: first.id, choices: [choice(0, offer)] });
    const before = await core.give('api:list', {});
    const { entries } = await core.give('activity:list', { limit: 10 });
    core.clock.now += 1000;

    const second = await choose(file);
    const sameAgain = [choice(0, { businessPlanIds: [Bronze, Gold] })];
    const answer = { id: second.id, choices: sameAgain };
    expect(await core.give('api-import:commit', answer)).toEqual({
      created: 0,
      updated: 0,
      unchanged: 1,
    });
    expect(await core.give('api:list', {})).toEqual(before);
    expect((await core.give('activity:list', { limit: 10 })).entries).toEqual(entries);
  });

  test('counts a change of business plans alone as an update', async () => {
    const { core, choose, choice, Bronze } = await importing();
    const file = openApiFile('pets.json', pets({}));
    const first = await choose(file);
    await core.give('api-import:commit', { id: first.id, choices: [choice(0)] });
    const second = await choose(file);
    const choices = [choice(0, { businessPlanIds: [Bronze] })];
    expect(await core.give('api-import:commit', { id: second.id, choices })).toEqual({
      created: 0,
      updated: 1,
      unchanged: 0,
    });
  });

  test('stores all selected APIs or none', async () => {
    const { core, choose, choice } = await importing();
    const files = ['a.json', 'b.json'].map((name) => openApiFile(name, pets({})));
    const { id } = await choose(...files);
    const unknown = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const choices = [choice(0), choice(1, { name: 'Two', businessPlanIds: [unknown] })];
    expect(await core.refuse('api-import:commit', { id, choices })).toEqual({
      code: 'missing/business-plan',
      field: 'choices.1.businessPlanIds',
    });
    expect(await core.give('api:list', {})).toEqual([]);
    // The review is still open, so the choice can be corrected.
    const right = [choice(0), choice(1, { name: 'Two' })];
    expect(await core.give('api-import:commit', { id, choices: right })).toEqual({
      created: 2,
      updated: 0,
      unchanged: 0,
    });
  });

  test.each([
    ['that are new', false],
    ['that are there already', true],
  ])('of two choices with one name and version, %s, stores neither', async (_what, isThere) => {
    const { core, choose, choice } = await importing();
    if (isThere) {
      const { id } = await choose(openApiFile('pets.json', pets({})));
      await core.give('api-import:commit', { id, choices: [choice(0)] });
    }
    const before = await core.give('api:list', {});
    const files = ['a.json', 'b.json'].map((name) => openApiFile(name, pets({})));
    const { id } = await choose(...files);
    const choices = [choice(0), choice(1, { name: 'pets' })];
    expect(await core.refuse('api-import:commit', { id, choices })).toEqual({
      code: 'field/taken',
      field: 'choices.1.name',
      detail: { name: 'pets 1.0.0' },
    });
    expect(await core.give('api:list', {})).toEqual(before);
    const right = [choice(0), choice(1, { version: '2.0.0' })];
    await core.give('api-import:commit', { id, choices: right });
    expect(await core.give('api:list', {})).toHaveLength(2);
  });

  test('runs once', async () => {
    const { core, choose, choice } = await importing();
    const { id } = await choose(openApiFile('pets.json', pets({})));
    const answer = { id, choices: [choice(0)] };
    await core.give('api-import:commit', answer);
    expect(await core.refuse('api-import:commit', answer)).toEqual({ code: 'missing/import' });
  });

  test('is refused after Cancel, or for an API that wasn’t found', async () => {
    const { core, choose, choice } = await importing();
    const { id } = await choose(openApiFile('pets.json', pets({})));
    const missing = { code: 'missing/import' };
    const commit = (index: number) =>
      core.refuse('api-import:commit', { id, choices: [choice(index)] });
    expect(await commit(1)).toEqual(missing);
    await core.give('api-import:cancel', {});
    expect(await commit(0)).toEqual(missing);
    expect(await core.give('api:list', {})).toEqual([]);
  });
});

test('an unusable file is reported next to the usable ones', async () => {
  const { choose } = await importing();
  const review = await choose(
    openApiFile('good.json', pets({})),
    openApiFile('broken.json', '{"openapi": "3.0.3", '),
    openApiFile('letter.json', '{"dear": "sir"}'),
    join(temporaryDirectory(), 'gone.json'),
  );
  expect(review.items).toHaveLength(1);
  expect(review.problems.map(({ file, error }) => [file, error.code])).toEqual([
    ['broken.json', 'import/not-yaml-or-json'],
    ['letter.json', 'import/not-openapi'],
    ['gone.json', 'file/unreadable'],
  ]);
});

test('dropped files are read too; a drop without files is refused', async () => {
  const { core } = await importing();
  const paths = [openApiFile('pets.json', pets({}))];
  const review = await core.give('api-import:drop', {}, { paths });
  expect(review.items).toHaveLength(1);
  expect(await core.refuse('api-import:drop', {})).toEqual({ code: 'file/unreadable' });
});

test('the page can’t name a path of its own', async () => {
  const { core } = await importing();
  const input: object = { paths: ['/etc/passwd'] };
  expect(await core.refuse('api-import:drop', input as Record<string, never>)).toMatchObject({
    code: 'call/bad-input',
  });
});

test('a closed dialog imports nothing', async () => {
  const { core } = await importing();
  core.shell.files = [];
  expect(await core.give('api-import:choose', {})).toBeNull();
});
