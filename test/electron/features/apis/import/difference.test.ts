import { expect, test } from 'vitest';
import { apiDifference, apiKind } from '../../../../../electron/features/apis/import/difference.ts';
import { compare } from '../../../../../shared/differences/compare.ts';
import { apiDifferenceSchema } from '../../../../../shared/domain/imported-api.ts';

const scope = (name: string, description = '') => ({ name, displayName: name, description });

const before = {
  name: 'Pets',
  version: '1',
  context: '/pets',
  provider: '',
  description: 'Animals',
  scopes: [scope('read', 'See'), scope('write'), scope('old')],
};

test('an identical API has no difference, whatever the order of its scopes', () => {
  const difference = apiDifference(before, { ...before, scopes: before.scopes.toReversed() });
  expect(difference).toEqual({ fields: [], scopes: { added: [], removed: [], changed: [] } });
  const again = { ...before, scopes: before.scopes.toReversed() };
  expect(compare(apiKind, [before], [again]).counts).toMatchObject({ changed: 0, unchanged: 1 });
});

test('every changed text and scope is reported with its old and new value', () => {
  const after = {
    ...before,
    version: '2',
    provider: 'Acme',
    scopes: [scope('new'), { ...scope('write'), displayName: 'Write' }, scope('read', 'Look')],
  };
  const difference = apiDifference(before, after);
  expect(difference).toEqual({
    fields: [
      { field: 'version', before: '1', after: '2' },
      { field: 'provider', before: '', after: 'Acme' },
    ],
    scopes: {
      added: [scope('new')],
      removed: [scope('old')],
      changed: [
        { before: scope('write'), after: { ...scope('write'), displayName: 'Write' } },
        { before: scope('read', 'See'), after: scope('read', 'Look') },
      ],
    },
  });
  expect(apiDifferenceSchema.parse(difference)).toEqual(difference);
});

test.each([
  { name: 'Dogs' },
  { context: '/dogs' },
  { description: '' },
  { scopes: before.scopes.slice(1) },
  { scopes: [...before.scopes, scope('new')] },
  { scopes: [scope('read', 'Look'), ...before.scopes.slice(1)] },
])('%j is a change', (change) => {
  const { fields, scopes } = apiDifference(before, { ...before, ...change });
  const { added, removed, changed } = scopes;
  expect([...fields, ...added, ...removed, ...changed]).toHaveLength(1);
});
