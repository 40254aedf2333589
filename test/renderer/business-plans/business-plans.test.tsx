import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { BusinessPlansPage } from '../../../renderer/features/business-plans/business-plans.tsx';
import { useLedgerFilter } from '../../../renderer/features/tokens/ledger-store.ts';
import { clearDraft } from '../../../renderer/program/drafts.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { businessPlanSchema } from '../../../shared/domain/business-plan.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { apiAnswers } from '../../support/lists.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import { planId, sampleApi, somePlans, summaryOf } from '../../support/sample-apis.ts';
import { apiId, applicationId } from '../../support/samples.ts';

const used = planId(2);
const [bronze, silver, gold] = somePlans;
const plans = [
  { ...bronze },
  { ...silver, subscriptionCount: 2 },
  { ...gold, name: 'Unlimited', requestsPerMinute: null },
].map((plan) => businessPlanSchema.parse(plan));
const field = (label: RegExp | string) =>
  within(screen.getByRole('dialog')).getByLabelText<HTMLInputElement>(label);

beforeEach(() => {
  clearDraft('business-plan:new');
  clearDraft(`business-plan:${used}`);
});

function renderPlans(answers: Answers = {}) {
  return renderScreen(<BusinessPlansPage />, {
    'business-plan:list': () => ok(plans),
    ...apiAnswers(() => [
      summaryOf(sampleApi(1)),
      summaryOf(sampleApi(2, { name: 'Orders', businessPlanIds: [planId(1)] })),
    ]),
    ...answers,
  });
}

test('lists name, rate and use', async () => {
  renderPlans();
  const rows = within(await screen.findByRole('grid', { name: 'Business plans' })).getAllByRole(
    'row',
  );
  expect(rows.slice(1).map(({ textContent }) => textContent)).toEqual([
    expect.stringContaining('Bronze1,000No subscriptions'),
    expect.stringContaining('Silver2,0002 subscriptions'),
    expect.stringContaining('UnlimitedUnlimitedNo subscriptions'),
  ]);
});

test('adds a plan, limited or not', async () => {
  const { bridge, user } = renderPlans({
    'business-plan:create': (draft) => ok({ ...draft, id: planId(9), subscriptionCount: 0 }),
  });
  await user.click(await screen.findByRole('button', { name: 'Add business plan' }));
  await user.keyboard('Platinum');
  await user.type(field('Requests per minute'), '9000{Enter}');
  expect(await screen.findByText('Platinum added')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add business plan' }));
  await user.keyboard('Endless');
  await user.click(field('Unlimited'));
  await user.click(screen.getByRole('button', { name: 'Add business plan' }));
  expect(bridge.inputs('business-plan:create')).toEqual([
    { name: 'Platinum', description: '', requestsPerMinute: 9000 },
    { name: 'Endless', description: '', requestsPerMinute: null },
  ]);
});

test('every wrong field shows its error, and what was typed stays', async () => {
  const { bridge, user } = renderPlans();
  await user.click(await screen.findByRole('button', { name: 'Add business plan' }));
  await user.type(field('Requests per minute'), 'many{Enter}');
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getAllByRole('alert').map(({ textContent }) => textContent)).toEqual([
    'Enter a name.',
    'Enter the requests per minute, such as 1000.',
  ]);
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Add business plan' }));
  expect(field('Requests per minute').value).toBe('many');
  expect(bridge.calls('business-plan:create')).toEqual([]);
});

test('edits a plan; an existing name is refused at the field', async () => {
  const { bridge, user } = renderPlans({
    'business-plan:update': () =>
      fails('field/taken', { field: 'name', detail: { name: 'Bronze' } }),
  });
  await user.click(await screen.findByRole('button', { name: 'Edit Silver' }));
  const name = field(/^Name/);
  await user.clear(name);
  await user.type(name, 'Bronze{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/“Bronze” already exists/);
  expect(document.activeElement).toBe(name);
  expect(bridge.inputs('business-plan:update')).toEqual([
    { id: used, name: 'Bronze', description: '', requestsPerMinute: 2000 },
  ]);
});

test('a plan in use can’t be deleted, and the button says why', async () => {
  const { user } = renderPlans();
  const button = await screen.findByRole('button', { name: 'Delete Silver' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(button.textContent).toContain('2 subscriptions use it');
  await user.click(button);
  expect(screen.queryByRole('alertdialog')).toBeNull();
});

test('deleting shows its effect, and why it failed', async () => {
  const { user } = renderPlans({
    'business-plan:delete': () =>
      fails('business-plan/only-one', { detail: { name: 'Bronze', what: 'Orders 1' } }),
  });
  await user.click(await screen.findByRole('button', { name: 'Delete Bronze' }));
  const question = within(await screen.findByRole('alertdialog', { name: 'Delete Bronze?' }));
  expect(question.getByText(/^2 APIs will no longer offer it/)).toBeTruthy();
  await user.click(question.getByRole('button', { name: 'Delete' }));
  expect(await question.findByText(/Bronze is the only business plan of Orders 1/)).toBeTruthy();
});

describe('each catalogue says who uses what', () => {
  const users = {
    applications: [{ id: applicationId(1), name: 'Petshop' }],
    apis: [{ id: apiId(1), name: 'Pets', version: '1.0.0' }],
    applicationCount: 1,
    apiCount: 1,
  };

  test('a plan: its applications and APIs, with links', async () => {
    const { bridge, user } = renderPlans({ 'catalogue:users': () => ok(users) });
    await user.click(await screen.findByRole('button', { name: '2 subscriptions' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Used by: Silver' }));
    expect(await dialog.findByRole('heading', { name: '1 application' })).toBeTruthy();
    expect(bridge.inputs('catalogue:users')).toEqual([{ businessPlanId: used }]);
    await user.click(dialog.getByRole('button', { name: 'Pets 1.0.0' }));
    expect(usePlace.getState().page).toBe('apis');
    await user.click(screen.getByRole('button', { name: '2 subscriptions' }));
    await user.click(await screen.findByRole('button', { name: 'Petshop' }));
    expect(usePlace.getState()).toMatchObject({
      page: 'applications',
      applicationId: applicationId(1),
    });
  });

  test('quotas are added and changed; one that is used can’t be deleted', async () => {
    const { bridge, user } = renderPlans({
      'quota:list': () =>
        ok([
          { name: '10PerMin', requestsPerMinute: 10, applicationCount: 3 },
          { name: 'Spare', requestsPerMinute: 5, applicationCount: 0 },
        ]),
      'quota:save': () => ok(null),
      'quota:delete': () => ok(null),
    });
    await user.click(await screen.findByRole('tab', { name: 'Per-token quotas' }));
    await screen.findByRole('button', { name: '3 applications' });
    const taken = screen.getByRole('button', { name: 'Delete 10PerMin' });
    expect(taken.textContent).toContain('3 applications use it');
    await user.click(screen.getByRole('button', { name: 'Delete Spare' }));
    expect(bridge.inputs('quota:delete')).toEqual([{ name: 'Spare' }]);
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await user.click(screen.getByRole('button', { name: 'Add quota' }));
    await user.keyboard('Partners');
    await user.type(field('Requests per minute'), '200{Enter}');
    await waitFor(() =>
      expect(bridge.inputs('quota:save')).toEqual([
        { before: null, name: 'Spare', requestsPerMinute: 5, position: 1 },
        { before: null, name: 'Partners', requestsPerMinute: 200 },
      ]),
    );
  });

  test('a scope is changed in every API that defines it', async () => {
    const scope = {
      name: 'pets:read',
      displayName: 'Read',
      description: 'See pets',
      differs: true,
      apiCount: 2,
    };
    const { bridge, user } = renderPlans({
      'scope:list': () => ok({ scopes: [scope], more: false }),
      'scope:update': () => ok({ apis: 2 }),
      'catalogue:users': () => ok(users),
    });
    await user.click(await screen.findByRole('tab', { name: 'Scopes' }));
    await user.type(screen.getByRole('searchbox'), 'pets');
    await waitFor(() => expect(bridge.inputs('scope:list').at(-1)?.prefix).toBe('pets'));
    await user.click(await screen.findByRole('button', { name: 'Edit pets:read' }));
    const name = field(/^Scope/);
    await user.clear(name);
    await user.type(name, 'pets:see');
    expect(screen.getByText(/^Tokens keep the old name/)).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Save in 2 APIs' }));
    expect(await screen.findByText('pets:see saved in 2 APIs')).toBeTruthy();
    expect(bridge.inputs('scope:update')).toEqual([
      { before: 'pets:read', name: 'pets:see', displayName: 'Read', description: 'See pets' },
    ]);
    await user.click(screen.getByRole('button', { name: '2 APIs' }));
    await user.click(await screen.findByRole('button', { name: 'Show its tokens' }));
    expect(useLedgerFilter.getState().search).toBe('pets:read');
  });
});

test('scopes that a search doesn’t find aren’t called missing, and come back with one click', async () => {
  const scope = {
    name: 'pets:read',
    displayName: '',
    description: '',
    differs: false,
    apiCount: 1,
  };
  const { user } = renderPlans({
    'scope:list': ({ prefix }) => ok({ scopes: prefix === undefined ? [scope] : [], more: false }),
  });
  await user.click(await screen.findByRole('tab', { name: 'Scopes' }));
  await user.type(screen.getByRole('searchbox'), 'zzz');
  expect(await screen.findByText('No scope begins with “zzz”')).toBeTruthy();
  await user.click(screen.getByText('Clear search'));
  expect(await screen.findByRole('button', { name: 'Edit pets:read' })).toBeTruthy();
});

test('a deleted plan comes back with Undo', async () => {
  const { bridge, user } = renderPlans({
    'business-plan:delete': () => ok({ offeredBy: [apiId(1)], position: 1 }),
    'business-plan:create': () => fails('field/taken', { field: 'name' }),
  });
  await user.click(await screen.findByRole('button', { name: 'Delete Bronze' }));
  const question = within(await screen.findByRole('alertdialog', { name: 'Delete Bronze?' }));
  await user.click(question.getByRole('button', { name: 'Delete' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  const [created] = bridge.inputs('business-plan:create');
  expect(created).toMatchObject({ name: 'Bronze', offeredBy: [apiId(1)], position: 1 });
});
