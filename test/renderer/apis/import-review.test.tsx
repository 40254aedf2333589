import { act, screen, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { useImport } from '../../../renderer/features/apis/import-store.ts';
import { goTo, usePlace } from '../../../renderer/program/navigation.ts';
import { importIdSchema } from '../../../shared/domain/ids.ts';
import { appError } from '../../../shared/errors.ts';
import { ok } from '../../../shared/result.ts';
import { openReview, resetApis, reviewRow, twoFound } from '../../support/apis-page.tsx';
import { fails } from '../../support/fake-bridge.ts';
import { apiAnswers } from '../../support/lists.ts';
import {
  allPlanIds,
  apiId,
  foundApi,
  importId,
  planId,
  sampleApi,
  sampleReview,
  somePlans,
  summaryOf,
} from '../../support/sample-apis.ts';

beforeEach(resetApis);

const checked = (name: string, where: HTMLElement) =>
  within(where).getByLabelText<HTMLInputElement>(name).checked;

test('lists what was found, and each unusable file with the place of its fault', async () => {
  await openReview(
    sampleReview(
      [
        {
          found: foundApi({ notes: [{ code: 'version-assumed', detail: { version: '1.0.0' } }] }),
          existing: null,
        },
      ],
      [
        {
          file: 'broken.yaml',
          error: appError('import/not-yaml-or-json', { detail: { line: 5, column: 3 } }),
        },
        {
          file: 'far.yaml',
          error: appError('import/remote-reference', {
            detail: { reference: 'https://example.com/a', pointer: '#/paths/~1a' },
          }),
        },
      ],
    ),
  );
  const dialog = await screen.findByRole('dialog', { name: 'Review import' });
  expect(within(dialog).getByText(/^1 API in 3 files/)).toBeTruthy();
  const found = reviewRow('Petshop 1.0.0');
  expect(within(found).getByText('New')).toBeTruthy();
  expect(within(found).getByText(/has no version\. 1\.0\.0 is used instead/)).toBeTruthy();
  expect(within(found).getByRole('button', { name: '1 scope' })).toBeTruthy();
  const problems = within(dialog).getByRole('list', { name: 'Files that can’t be used' });
  const [broken, far] = within(problems).getAllByRole('listitem');
  expect(broken?.textContent).toContain('broken.yaml');
  expect(broken?.textContent).toContain('line 5, column 3');
  expect(far?.textContent).toContain('#/paths/~1a');
});

test('a right-to-left context doesn’t reorder the text after it', async () => {
  const { user } = await openReview(
    sampleReview([{ found: foundApi({ context: '/חיות' }), existing: null }]),
  );
  await user.click(await screen.findByRole('button', { name: 'Hide details of Petshop 1.0.0' }));
  const context = screen.getByText('/חיות');
  expect(context.tagName).toBe('BDI');
  expect(context.nextSibling?.textContent).toMatch(/^ · 1 scope · /);
});

test('nothing is stored before the button is clicked, and the button has the count', async () => {
  const { bridge, user } = await openReview(twoFound, {
    'api-import:commit': () => ok({ created: 2, updated: 0, unchanged: 0 }),
  });
  await screen.findByRole('button', { name: 'Import 2 APIs' });
  await user.click(screen.getByLabelText('Orders 1.0.0'));
  expect(screen.getByRole('button', { name: 'Import 1 API' })).toBeTruthy();
  await user.click(screen.getByLabelText('Petshop 1.0.0'));
  const refused = screen.getByRole('button', {
    name: /^Import/,
    description: 'Select at least one API.',
  });
  expect(refused.getAttribute('aria-disabled')).toBe('true');
  await user.click(refused);
  expect(bridge.calls('api-import:commit')).toEqual([]);
  await user.click(screen.getByLabelText('All APIs'));
  await user.click(screen.getByRole('button', { name: 'Import 2 APIs' }));
  expect(bridge.inputs('api-import:commit')).toHaveLength(1);
});

test('stores the edited and ticked APIs, reports them, and selects the first', async () => {
  const orders = sampleApi(2, { name: 'Orders' });
  const shop = sampleApi(3, { name: 'Shop', version: '2.0.0' });
  const { bridge, user } = await openReview(twoFound, {
    'api-import:commit': () => ok({ created: 2, updated: 1, unchanged: 0 }),
    'api:get': ({ id }) => ok(id === shop.id ? shop : orders),
  });
  await screen.findByRole('dialog');
  const first = reviewRow('Petshop 1.0.0');
  await user.clear(within(first).getByLabelText('Name'));
  await user.type(within(first).getByLabelText('Name'), 'Shop');
  await user.clear(within(first).getByLabelText('Version'));
  await user.type(within(first).getByLabelText('Version'), '2.0.0');
  await user.click(within(first).getByLabelText('Gold'));
  bridge.answer({ ...apiAnswers(() => [summaryOf(orders), summaryOf(shop)]) });
  await user.click(screen.getByRole('button', { name: 'Import 2 APIs' }));
  expect(bridge.inputs('api-import:commit')).toEqual([
    {
      id: importId,
      choices: [
        {
          index: 0,
          name: 'Shop',
          version: '2.0.0',
          context: '/pets',
          businessPlanIds: [planId(1), planId(2)],
        },
        {
          index: 1,
          name: 'Orders',
          version: '1.0.0',
          context: '/orders',
          businessPlanIds: allPlanIds,
        },
      ],
    },
  ]);
  expect(await screen.findByText('2 APIs added, 1 API updated')).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(await screen.findByRole('heading', { level: 2, name: 'Shop' })).toBeTruthy();
});

describe('business plans', () => {
  test('a new API is offered all of them, an existing one keeps its own', async () => {
    const { found } = twoFound.items[1] ?? {};
    if (found === undefined) throw new Error('no second API');
    const difference = { fields: [], scopes: { added: [], removed: [], changed: [] } };
    await openReview(
      sampleReview([
        { found: foundApi(), existing: null },
        { found, existing: { id: apiId(2), businessPlanIds: [planId(2)], difference } },
      ]),
      { ...apiAnswers(() => [summaryOf(sampleApi(2, { name: 'Orders', context: '/orders' }))]) },
    );
    await screen.findByRole('dialog');
    expect(
      ['Bronze', 'Silver', 'Gold'].map((plan) => checked(plan, reviewRow('Petshop 1.0.0'))),
    ).toEqual([true, true, true]);
    expect(
      ['Bronze', 'Silver', 'Gold'].map((plan) => checked(plan, reviewRow('Orders 1.0.0'))),
    ).toEqual([false, true, false]);
  });

  test('one control sets a plan for all rows', async () => {
    const { user } = await openReview(twoFound);
    const dialog = await screen.findByRole('dialog');
    const all = within(dialog).getByRole('group', { name: 'Business plans for all APIs' });
    await user.click(within(all).getByLabelText('Silver'));
    expect(checked('Silver', reviewRow('Petshop 1.0.0'))).toBe(false);
    expect(checked('Silver', reviewRow('Orders 1.0.0'))).toBe(false);
    await user.click(within(reviewRow('Orders 1.0.0')).getByLabelText('Silver'));
    expect(within(all).getByLabelText<HTMLInputElement>('Silver').indeterminate).toBe(true);
    await user.click(within(all).getByLabelText('Silver'));
    expect(checked('Silver', reviewRow('Petshop 1.0.0'))).toBe(true);
    expect(checked('Silver', reviewRow('Orders 1.0.0'))).toBe(true);
  });

  test('an API without any is refused at its row', async () => {
    const { bridge, user } = await openReview(twoFound);
    await screen.findByRole('dialog');
    const orders = reviewRow('Orders 1.0.0');
    for (const { name } of somePlans) {
      await user.click(within(orders).getByLabelText(name));
    }
    await user.click(screen.getByRole('button', { name: 'Import 2 APIs' }));
    const plans = within(orders).getByRole('group', { name: 'Business plans offered' });
    expect(within(plans).getByRole('alert').textContent).toBe('Select at least one business plan.');
    expect(document.activeElement).toBe(within(orders).getByLabelText('Bronze'));
    expect(bridge.calls('api-import:commit')).toEqual([]);
  });
});

describe('errors', () => {
  test('are shown at the field of their row, which gets the focus, and go when it is fixed', async () => {
    const { bridge, user } = await openReview(twoFound);
    await screen.findByRole('dialog');
    const orders = reviewRow('Orders 1.0.0');
    const context = within(orders).getByLabelText('Context');
    await user.clear(context);
    await user.type(context, 'orders');
    await user.keyboard('{Enter}');
    expect(within(orders).getByRole('alert').textContent).toMatch(/Start with \//);
    expect(document.activeElement).toBe(context);
    expect(bridge.calls('api-import:commit')).toEqual([]);
    await user.type(context, '{Home}/');
    expect(within(orders).queryByRole('alert')).toBeNull();
  });

  test('from the program are shown at the row that was sent, even if others were left out', async () => {
    const { user } = await openReview(twoFound, {
      'api-import:commit': () =>
        fails('field/taken', { field: 'choices.0.name', detail: { name: 'Orders 1.0.0' } }),
    });
    await screen.findByRole('dialog');
    await user.click(screen.getByLabelText('Petshop 1.0.0'));
    await user.click(screen.getByRole('button', { name: 'Import 1 API' }));
    const orders = reviewRow('Orders 1.0.0');
    expect((await within(orders).findByRole('alert')).textContent).toMatch(
      /“Orders 1\.0\.0” already exists/,
    );
    expect(within(reviewRow('Petshop 1.0.0')).queryByRole('alert')).toBeNull();
  });

  test('two rows can’t become one API', async () => {
    const { user } = await openReview(twoFound);
    await screen.findByRole('dialog');
    const name = within(reviewRow('Orders 1.0.0')).getByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'petshop');
    expect(within(reviewRow('petshop 1.0.0')).getByRole('alert').textContent).toMatch(
      /has the same name and version/,
    );
    expect(
      screen.getByRole('button', { name: 'Import 2 APIs' }).getAttribute('aria-disabled'),
    ).toBe('true');
  });

  test('a name clash names the rows and links to them', async () => {
    const copies = ['a.yaml', 'b.yaml', 'c.yaml', 'd.yaml'].map((file) => ({
      found: foundApi({ file, ...(file === 'a.yaml' && { name: 'Orders', context: '/orders' }) }),
      existing: null,
    }));
    const { user } = await openReview(sampleReview(copies));
    await screen.findAllByText(
      '2 APIs have the same name and version as another one in this import.',
    );
    const way = screen.getByRole('button', { name: 'Go to row 4: Petshop 1.0.0 (d.yaml)' });
    expect(
      screen.getByRole('button', { name: 'Go to row 3: Petshop 1.0.0 (c.yaml)' }),
    ).toBeTruthy();
    await user.click(way);
    const rows = within(screen.getByRole('list', { name: 'APIs found' })).getAllByRole('listitem');
    const name = within(rows[3] as HTMLElement).getByLabelText('Name');
    expect(document.activeElement).toBe(name);
    expect(within(rows[3] as HTMLElement).getByRole('alert').textContent).toMatch(
      /^Row 2, Petshop 1\.0\.0 \(b\.yaml\), has the same name and version/,
    );
    await user.type(name, ' 4');
    expect(screen.queryByRole('button', { name: /^Go to row 4/ })).toBeNull();
  });

  test('of the whole import are shown in the dialog, which stays open', async () => {
    const { user } = await openReview(twoFound, {
      'api-import:commit': () => fails('missing/import'),
    });
    await user.click(await screen.findByRole('button', { name: 'Import 2 APIs' }));
    expect(await screen.findByText(/This import is no longer available/)).toBeTruthy();
    expect(screen.getByRole('dialog', { name: 'Review import' })).toBeTruthy();
  });
});

test('whoever has gone on while it is stored isn’t taken back, and keeps the next review', async () => {
  const asked = Promise.withResolvers<void>();
  const { bridge, user } = await openReview(twoFound, {
    'api-import:commit': () => ok({ created: 2, updated: 0, unchanged: 0 }),
  });
  await screen.findByRole('dialog');
  bridge.answer({
    'api:list': async () => {
      await asked.promise;
      return ok([summaryOf(sampleApi(1))]);
    },
  });
  await user.click(screen.getByRole('button', { name: 'Import 2 APIs' }));
  await vi.waitFor(() => expect(bridge.inputs('api-import:commit')).toHaveLength(1));
  const other = { id: importIdSchema.parse(crypto.randomUUID()), rows: [], problems: [] };
  act(() => {
    goTo('home');
    useImport.setState({ review: other, isReviewOpen: false });
  });
  await act(async () => asked.resolve());
  expect(await screen.findByText('2 APIs added')).toBeTruthy();
  expect(usePlace.getState().page).toBe('home');
  expect(useImport.getState().review).toBe(other);
});

test('a review with problems only stores nothing and leaves nothing behind', async () => {
  const { bridge, user } = await openReview(
    sampleReview(
      [],
      [{ file: 'notes.txt', error: appError('import/not-openapi', { detail: { found: 'text' } }) }],
    ),
  );
  const dialog = await screen.findByRole('dialog', { name: 'Nothing to import' });
  expect(within(dialog).getByText('notes.txt')).toBeTruthy();
  expect(within(dialog).queryByRole('button', { name: /^Import/ })).toBeNull();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Review' })).toBeNull();
  expect(bridge.calls('api-import:commit')).toEqual([]);
});

test('Enter imports', async () => {
  const { bridge, user } = await openReview(twoFound, {
    'api-import:commit': () => ok({ created: 2, updated: 0, unchanged: 0 }),
  });
  await screen.findByRole('dialog');
  await user.keyboard('{Enter}');
  expect(bridge.inputs('api-import:commit')).toHaveLength(1);
  expect(await screen.findByText('2 APIs added')).toBeTruthy();
});

describe('APIs that share a context', () => {
  const shared = /^Same context as/;

  test('are marked, in the review and next to stored ones', async () => {
    const stored = sampleApi(3, { name: 'Old', context: '/Pets' });
    const review = sampleReview([
      { found: foundApi(), existing: null },
      { found: foundApi({ name: 'Orders' }), existing: null },
      { found: foundApi({ name: 'Lids', context: '/lids' }), existing: null },
    ]);
    const { user } = await openReview(review, { ...apiAnswers(() => [summaryOf(stored)]) });
    await screen.findByRole('dialog');
    expect((await screen.findAllByText(shared)).map(({ textContent }) => textContent)).toEqual([
      'Same context as Orders 1.0.0, Old 1.0.0. A gateway can serve only one API per context.',
      'Same context as Petshop 1.0.0, Old 1.0.0. A gateway can serve only one API per context.',
    ]);
    // They can still be imported.
    expect(
      screen.getByRole('button', { name: 'Import 3 APIs' }).getAttribute('aria-disabled'),
    ).toBeNull();
    await user.click(screen.getByLabelText('Orders 1.0.0'));
    expect(screen.getAllByText(shared).map(({ textContent }) => textContent)).toEqual([
      'Same context as Old 1.0.0. A gateway can serve only one API per context.',
    ]);
  });

  test('are marked too when they share it only with the version inserted', async () => {
    const review = sampleReview([
      { found: foundApi({ context: '/{version}/x', version: '2' }), existing: null },
      { found: foundApi({ name: 'Other', context: '/2/x', version: '2' }), existing: null },
      { found: foundApi({ name: 'Third', context: '/2/x/2', version: '2' }), existing: null },
    ]);
    await openReview(review);
    await screen.findByRole('dialog');
    expect(screen.getAllByText(shared).map(({ textContent }) => textContent)).toEqual([
      'Same context as Third 2. A gateway can serve only one API per context.',
      'Same context as Other 2. A gateway can serve only one API per context.',
    ]);
  });

  test('aren’t marked if they are versions of one API', async () => {
    const review = sampleReview([
      { found: foundApi(), existing: null },
      { found: foundApi({ version: '2.0.0' }), existing: null },
    ]);
    await openReview(review, { ...apiAnswers(() => [summaryOf(sampleApi(1))]) });
    await screen.findByRole('dialog');
    expect(screen.queryByText(shared)).toBeNull();
  });
});
