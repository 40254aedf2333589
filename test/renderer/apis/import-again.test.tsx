import { screen, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ok } from '../../../shared/result.ts';
import { openReview, resetApis, reviewRow, twoFound } from '../../support/apis-page.tsx';
import { apiAnswers } from '../../support/lists.ts';
import {
  allPlanIds,
  apiId,
  foundApi,
  sampleApi,
  sampleReview,
  summaryOf,
} from '../../support/sample-apis.ts';

beforeEach(resetApis);

function scope(name: string, description: string) {
  return { name, displayName: name, description };
}

test('shows what importing again would change', async () => {
  const after = foundApi({
    context: '/shop',
    scopes: [scope('pets:write', 'Add pets'), scope('pets:read', 'See pets')],
  });
  const difference = {
    fields: [
      { field: 'context' as const, before: '/pets', after: '/shop' },
      { field: 'description' as const, before: 'Beasts', after: 'Animals' },
    ],
    scopes: {
      added: [scope('pets:write', 'Add pets')],
      removed: [scope('pets:sell', 'Sell pets')],
      changed: [{ before: scope('pets:read', 'Look'), after: scope('pets:read', 'See pets') }],
    },
  };
  const stored = sampleApi(1, { description: 'Beasts' });
  const { user } = await openReview(
    sampleReview([
      { found: after, existing: { id: stored.id, businessPlanIds: allPlanIds, difference } },
    ]),
    { ...apiAnswers(() => [summaryOf(stored)]) },
  );
  await screen.findByRole('dialog');
  const found = reviewRow('Petshop 1.0.0');
  expect(within(found).getByText('Update')).toBeTruthy();
  expect(within(found).getByText('/pets')).toBeTruthy();
  expect(within(found).getByText('/shop')).toBeTruthy();
  expect(within(found).getByText('Beasts')).toBeTruthy();
  expect(within(found).getByText('1 added, 1 removed, 1 changed')).toBeTruthy();
  await user.click(within(found).getByRole('button', { name: '2 scopes' }));
  const rows = within(found).getAllByRole('row').slice(1);
  expect(rows.map(({ textContent }) => textContent)).toEqual([
    'Addedpets:writeAdd pets',
    'Removedpets:sellSell pets',
    'Changedpets:readLook → See pets',
  ]);
  // The typed value wins over the file's.
  await user.clear(within(found).getByLabelText('Context'));
  await user.type(within(found).getByLabelText('Context'), '/pets');
  expect(within(found).queryByText('/shop')).toBeNull();
});

test('says that nothing changes', async () => {
  const difference = { fields: [], scopes: { added: [], removed: [], changed: [] } };
  const existing = { id: apiId(1), businessPlanIds: allPlanIds, difference };
  await openReview(sampleReview([{ found: foundApi(), existing }]), {
    ...apiAnswers(() => [summaryOf(sampleApi(1))]),
  });
  await screen.findByRole('dialog');
  expect(within(reviewRow('Petshop 1.0.0')).getByText('No changes')).toBeTruthy();
});

test.each([
  [{ created: 0, updated: 0, unchanged: 2 }, '2 APIs unchanged'],
  [{ created: 0, updated: 1, unchanged: 1 }, '1 API updated, 1 API unchanged'],
  [{ created: 1, updated: 2, unchanged: 3 }, '1 API added, 2 APIs updated, 3 APIs unchanged'],
])('reports what was done: %j', async (done, words) => {
  const { user } = await openReview(twoFound, { 'api-import:commit': () => ok(done) });
  await user.click(await screen.findByRole('button', { name: 'Import 2 APIs' }));
  expect(await screen.findByText(words)).toBeTruthy();
});

test('warns of a typed name that an API of the workspace has', async () => {
  const { user } = await openReview(
    sampleReview([{ found: foundApi({ name: 'Pets' }), existing: null }]),
    {
      ...apiAnswers(() => [summaryOf(sampleApi(1))]),
    },
  );
  await screen.findByRole('dialog');
  const name = within(reviewRow('Pets 1.0.0')).getByLabelText('Name');
  await user.type(name, '{Backspace}shop');
  expect(within(reviewRow('Petshop 1.0.0')).getByText('Replaces existing')).toBeTruthy();
});
