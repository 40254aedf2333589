import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { SubscriptionsTab } from '../../../renderer/features/subscriptions/subscriptions-tab.tsx';
import { clearDraft } from '../../../renderer/program/drafts.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { apiAnswers } from '../../support/lists.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import {
  anApi,
  anApplication,
  apiId,
  applicationId,
  aSubscription,
  planId,
  plans,
} from '../../support/samples.ts';

const petshop = anApplication(1, { name: 'Petshop' });
const apis = [
  anApi(1, { name: 'Pets', businessPlanIds: [planId(1), planId(3)] }),
  anApi(2, { name: 'Bank' }),
  anApi(3, { name: 'Zoë’s zoo' }),
];

beforeEach(() => clearDraft(`subscribe:${applicationId(1)}`));

async function openDialog(subscriptions: readonly Subscription[] = [], answers: Answers = {}) {
  const shown = renderScreen(<SubscriptionsTab application={petshop} nextStep={null} />, {
    'subscription:list': () => ok([...subscriptions]),
    'subscription:create': () => ok([]),
    ...apiAnswers(() => apis),
    'business-plan:list': () => ok([...plans]),
    ...answers,
  });
  await shown.user.click(await screen.findByRole('button', { name: 'Subscribe to APIs…' }));
  await screen.findByRole('dialog');
  return shown;
}

const box = (name: string) => screen.getByRole('checkbox', { name });
const plan = (api: string) =>
  screen.getByRole('button', { name: new RegExp(`Business plan of ${api}`) });
const bank = () => screen.queryByRole('checkbox', { name: 'Bank 1.0.0' });
const submit = () => screen.getByRole('button', { name: 'Subscribe' });

test('subscribes to several APIs at once, each with its plan', async () => {
  const { bridge, user } = await openDialog();
  await user.click(box('Zoë’s zoo 1.0.0'));
  await user.click(plan('Pets'));
  await user.click(await screen.findByRole('option', { name: 'Gold' }));
  // Choosing a plan chooses its API.
  expect(box('Pets 1.0.0')).toHaveProperty('checked', true);
  expect(screen.getByText('2 APIs selected')).toBeTruthy();
  await user.click(submit());
  expect(bridge.inputs('subscription:create')).toEqual([
    {
      applicationId: applicationId(1),
      choices: [
        { apiId: apiId(3), businessPlanId: planId(1) },
        { apiId: apiId(1), businessPlanId: planId(3) },
      ],
    },
  ]);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

test('only plans the API offers can be selected', async () => {
  const { user } = await openDialog();
  await user.click(plan('Pets'));
  const names = (await screen.findAllByRole('option')).map((option) => option.textContent);
  expect(names).toEqual(['Bronze', 'Gold']);
});

test('an API can be subscribed again with another plan, not with the same', async () => {
  const { bridge, user } = await openDialog([aSubscription(1, { apiName: 'Pets' })]);
  expect(screen.getByText(/Subscribed with Bronze/)).toBeTruthy();
  await user.click(plan('Pets'));
  const bronze = await screen.findByRole('option', { name: /Bronze/ });
  expect(bronze.getAttribute('aria-disabled')).toBe('true');
  expect(bronze.textContent).toContain('Already subscribed with this plan');
  await user.click(screen.getByRole('option', { name: 'Gold' }));
  await user.click(submit());
  expect(bridge.inputs('subscription:create')).toMatchObject([
    { choices: [{ apiId: apiId(1), businessPlanId: planId(3) }] },
  ]);
});

test('an API without a free plan says why it can’t be selected', async () => {
  await openDialog([
    aSubscription(1, { apiName: 'Pets' }),
    aSubscription(4, { apiId: apiId(1), businessPlanId: planId(3), businessPlanName: 'Gold' }),
  ]);
  expect(box('Pets 1.0.0')).toHaveProperty('disabled', true);
  expect(
    screen.getByText(/Already subscribed with every business plan it offers: Bronze, Gold/),
  ).toBeTruthy();
});

test('an error is shown at the row of its API, which has the focus, and the rest stays', async () => {
  const { user } = await openDialog([], {
    'subscription:create': () =>
      fails('subscription/duplicate', {
        field: 'choices.1',
        detail: { api: 'Pets 1.0.0', plan: 'Bronze' },
      }),
  });
  await user.click(box('Bank 1.0.0'));
  await user.click(box('Pets 1.0.0'));
  await user.type(screen.getByRole('searchbox', { name: 'Search APIs' }), 'bank');
  await user.click(submit());
  const said = await screen.findByText(
    'Already subscribed to Pets 1.0.0 with Bronze. Choose another plan.',
  );
  const row = box('Pets 1.0.0').closest('li');
  expect(row?.contains(said)).toBe(true);
  expect(row?.contains(document.activeElement)).toBe(true);
  expect(box('Bank 1.0.0')).toHaveProperty('checked', true);
  await user.click(plan('Pets'));
  await user.click(await screen.findByRole('option', { name: 'Gold' }));
  expect(screen.queryByText(/Already subscribed to Pets/)).toBeNull();
});

test('sends nothing while nothing is selected', async () => {
  const { bridge, user } = await openDialog();
  await user.click(submit());
  await user.type(screen.getByRole('searchbox', { name: 'Search APIs' }), '{Enter}');
  expect(bridge.calls('subscription:create')).toEqual([]);
});

test('the search filters, and hidden APIs stay selected', async () => {
  const { user } = await openDialog();
  await user.click(box('Bank 1.0.0'));
  await user.type(screen.getByRole('searchbox', { name: 'Search APIs' }), 'zoe');
  await waitFor(() => expect(bank()).toBeNull());
  await user.click(screen.getByRole('button', { name: 'Select all' }));
  expect(await screen.findByText('2 APIs selected')).toBeTruthy();
});

test('the selection is restored after Escape', async () => {
  const { user } = await openDialog();
  await user.click(box('Bank 1.0.0'));
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Subscribe to APIs…' }));
  expect(box('Bank 1.0.0')).toHaveProperty('checked', true);
});

test('without any API it links to the import', async () => {
  const { user } = await openDialog([], { ...apiAnswers(() => []) });
  const dialog = screen.getByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Import APIs…' }));
  expect(usePlace.getState().page).toBe('apis');
});
