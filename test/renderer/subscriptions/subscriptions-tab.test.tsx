import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { NextStep } from '../../../renderer/features/applications/next-step.tsx';
import { SubscriptionsTab } from '../../../renderer/features/subscriptions/subscriptions-tab.tsx';
import { usePlace } from '../../../renderer/program/navigation.ts';
import type { Application } from '../../../shared/domain/application.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { apiAnswers } from '../../support/lists.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import {
  aGlance,
  anApi,
  anApplication,
  aSubscription,
  planId,
  plans,
  subscriptionId,
} from '../../support/samples.ts';

const pets = aSubscription(1, { apiName: 'Pets', apiContext: '/pets' });
const gold = aSubscription(2, {
  apiId: pets.apiId,
  apiName: 'Pets',
  businessPlanId: planId(3),
  businessPlanName: 'Gold',
  state: 'ON_HOLD',
});

async function openTab(answers: Answers = {}, application: Partial<Application> = {}) {
  const subscribed = anApplication(1, {
    subscriptionCount: 2,
    production: aGlance(),
    ...application,
  });
  const shown = renderScreen(
    <SubscriptionsTab application={subscribed} nextStep={<NextStep application={subscribed} />} />,
    {
      'subscription:list': () => ok([pets, gold]),
      'subscription:change-plan': ({ businessPlanId }) => ok({ ...pets, businessPlanId }),
      'subscription:set-state': ({ state }) => ok({ ...pets, state }),
      'subscription:delete': () => ok(null),
      'bin:restore': () => ok(null),
      ...apiAnswers(() => [anApi(1, { name: 'Pets' })]),
      'business-plan:list': () => ok([...plans]),
      ...answers,
    },
  );
  await screen.findByRole('grid', { name: 'Subscriptions' });
  return shown;
}

const actions = () => screen.findByRole('button', { name: 'Actions on Pets 1.0.0, Bronze' });

test('shows API, version, context, plan and state of each', async () => {
  await openTab();
  const rows = screen.getAllByRole('row').slice(1);
  expect(rows.map((row) => within(row).getByRole('rowheader').textContent)).toEqual([
    'Pets',
    'Pets',
  ]);
  expect(rows[0]?.textContent).toContain('1.0.0');
  expect(rows[0]?.textContent).toContain('/pets');
  expect(rows[0]?.textContent).toContain('Unblocked');
  expect(rows[1]?.textContent).toContain('On hold');
});

test('the plan is changed in place; one already used says so', async () => {
  const { bridge, user } = await openTab();
  const [plan] = screen.getAllByRole('button', { name: /Business plan of Pets/ });
  if (plan === undefined) throw new Error('no plan');
  await user.click(plan);
  const taken = await screen.findByRole('option', { name: /Gold/ });
  expect(taken.getAttribute('aria-disabled')).toBe('true');
  await user.click(screen.getByRole('option', { name: 'Silver' }));
  expect(bridge.inputs('subscription:change-plan')).toEqual([
    { id: subscriptionId(1), businessPlanId: planId(2) },
  ]);
});

test('a refused change names its API', async () => {
  const { user } = await openTab({
    'subscription:change-plan': () =>
      fails('subscription/plan-not-offered', { detail: { api: 'Pets 1.0.0', plan: 'Silver' } }),
  });
  const [plan] = screen.getAllByRole('button', { name: /Business plan of Pets/ });
  if (plan === undefined) throw new Error('no plan');
  await user.click(plan);
  await user.click(await screen.findByRole('option', { name: 'Silver' }));
  expect(await screen.findByText('Pets 1.0.0 wasn’t changed')).toBeTruthy();
  expect(screen.getByText('Pets 1.0.0 doesn’t offer Silver.')).toBeTruthy();
});

test.each([
  ['Block', 'BLOCKED'],
  ['Block Production only', 'PROD_ONLY_BLOCKED'],
  ['Put on hold', 'ON_HOLD'],
])('%s makes it %s', async (label, state) => {
  const { bridge, user } = await openTab();
  await user.click(await actions());
  await user.click(await screen.findByRole('menuitem', { name: label }));
  expect(bridge.inputs('subscription:set-state')).toEqual([{ id: subscriptionId(1), state }]);
});

test('Unsubscribe can be undone', async () => {
  const { bridge, user } = await openTab();
  await user.click(await actions());
  await user.click(await screen.findByRole('menuitem', { name: 'Unsubscribe' }));
  expect(bridge.inputs('subscription:delete')).toEqual([{ id: subscriptionId(1) }]);
  expect(await screen.findByText('Unsubscribed from Pets 1.0.0, Bronze')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(bridge.inputs('bin:restore')).toEqual([{ kind: 'subscription', id: subscriptionId(1) }]);
});

test('with subscriptions and no keys the next step is Production Keys', async () => {
  const { user } = await openTab({}, { production: null });
  await user.click(screen.getByRole('button', { name: 'Generate Keys' }));
  expect(usePlace.getState().tab).toBe('production-keys');
});

test('Delete that is held down, or pressed again before the answer, unsubscribes once', async () => {
  const answer = Promise.withResolvers<void>();
  const { bridge, user } = await openTab({
    'subscription:delete': async () => {
      await answer.promise;
      return ok(null);
    },
  });
  await user.click(screen.getAllByText('Pets')[0] ?? document.body);
  await user.keyboard('{Delete>3/}{Delete}');
  await act(async () => answer.resolve());
  expect(bridge.inputs('subscription:delete')).toEqual([{ id: subscriptionId(1) }]);
});
