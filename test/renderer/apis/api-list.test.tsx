import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { runCommand } from '../../../renderer/program/commands.ts';
import type { Api } from '../../../shared/domain/api.ts';
import { ok } from '../../../shared/result.ts';
import { renderApis, resetApis } from '../../support/apis-page.tsx';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { apiAnswers } from '../../support/lists.ts';
import { planId, sampleApi, summaryOf } from '../../support/sample-apis.ts';

beforeEach(resetApis);

const petshop = sampleApi(1, { applicationCount: 2, subscriptionCount: 3, updatedAt: 1 });
const orders = sampleApi(2, {
  name: 'Orders',
  version: '2.0.0',
  context: '/shop/orders',
  scopes: [],
  description: '',
  businessPlanIds: [planId(2)],
  updatedAt: 2,
});
const accents = sampleApi(3, { name: 'Übersee', context: '/oversea', updatedAt: 3 });

function renderPage(apis: readonly Api[], answers: Answers = {}) {
  let living = apis;
  return renderApis({
    ...apiAnswers(() => living.map(summaryOf)),
    'api:get': ({ id }) => {
      const api = living.find((api) => api.id === id);
      return api === undefined ? fails('missing/api') : ok(api);
    },
    'api:delete': ({ id }) => {
      living = living.filter((api) => api.id !== id);
      return ok(null);
    },
    'bin:restore': () => {
      living = apis;
      return ok(null);
    },
    ...answers,
  });
}

const shown = () =>
  within(screen.getByRole('listbox', { name: 'APIs' }))
    .getAllByRole('option')
    .map(({ textContent }) => textContent);

test('an empty page says what it is for and offers the first steps', async () => {
  const { user } = renderPage([]);
  expect(await screen.findByText(/Drop OpenAPI or Swagger files, a folder/)).toBeTruthy();
  expect(screen.getAllByRole('button', { name: 'Import APIs…' })).toHaveLength(1);
  await user.click(screen.getByRole('button', { name: 'New API' }));
  expect(screen.getByRole('dialog', { name: 'New API' })).toBeTruthy();
});

test('a row shows version, context, scopes and use', async () => {
  renderPage([petshop, orders]);
  await screen.findByRole('option', { name: /Orders/ });
  expect(shown()).toEqual([
    'Orders/shop/orders · 0 scopes · not used yet2.0.0',
    'Petshop/pets · 1 scope · used in 2 applications1.0.0',
  ]);
});

test('the search finds parts of names, versions and contexts, ignoring accents', async () => {
  const { user } = renderPage([petshop, orders, accents]);
  const search = await screen.findByLabelText('Search APIs');
  await user.type(search, 'uber');
  await waitFor(() => expect(shown()).toHaveLength(1));
  await user.clear(search);
  await user.type(search, 'shop 2.0');
  await waitFor(() => expect(shown()[0]).toMatch(/^Orders/));
  await user.clear(search);
  await user.type(search, 'nothing');
  expect(await screen.findByText('No API matches “nothing”')).toBeTruthy();
});

test('sorts by the chosen order', async () => {
  const { user } = renderPage([petshop, orders, accents]);
  await user.click(await screen.findByRole('button', { name: /Sort by/ }));
  await user.click(screen.getByRole('option', { name: 'Recently changed first' }));
  expect(shown().map((text) => text?.slice(0, 6))).toEqual(['Überse', 'Orders', 'Petsho']);
});

test('shows the selected API with its plans, use and scopes', async () => {
  const { user } = renderPage([petshop, orders]);
  expect(await screen.findByRole('heading', { level: 2, name: 'Orders' })).toBeTruthy();
  expect(screen.getByText('Silver')).toBeTruthy();
  expect(screen.getByText(/This API defines no scopes/)).toBeTruthy();
  await user.click(screen.getByRole('option', { name: /Petshop/ }));
  expect(await screen.findByRole('heading', { level: 2, name: 'Petshop' })).toBeTruthy();
  expect(screen.getByText('Bronze, Silver, Gold')).toBeTruthy();
  expect(screen.getByText('2 applications, 3 subscriptions')).toBeTruthy();
  const scopes = screen.getByRole('grid', { name: 'Scopes of Petshop 1.0.0' });
  expect(within(scopes).getByText('See the pets')).toBeTruthy();
});

test('deleting shows its effect in numbers and can be undone', async () => {
  const { bridge, user } = renderPage([petshop, orders]);
  await user.click(await screen.findByRole('option', { name: /Petshop/ }));
  await screen.findByRole('heading', { level: 2, name: 'Petshop' });
  await user.click(screen.getByRole('button', { name: 'Delete…' }));
  const question = screen.getByRole('alertdialog', { name: 'Delete Petshop 1.0.0?' });
  expect(within(question).getByText(/^Removes 3 subscriptions of 2 applications/)).toBeTruthy();
  expect(document.activeElement?.textContent).toBe('Cancel');
  await user.click(within(question).getByRole('button', { name: 'Delete' }));
  expect(await screen.findByRole('heading', { level: 2, name: 'Orders' })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(bridge.inputs('bin:restore')).toEqual([{ kind: 'api', id: petshop.id }]);
  expect(await screen.findByRole('heading', { level: 2, name: 'Petshop' })).toBeTruthy();
});

test('a failed delete says why, and keeps the API', async () => {
  const { user } = renderPage([petshop], { 'api:delete': () => fails('database/read-only') });
  await user.click(await screen.findByRole('button', { name: 'Delete…' }));
  await user.click(screen.getByRole('button', { name: 'Delete' }));
  expect(
    await screen.findByText(/^This workspace is read-only, so nothing was changed\./),
  ).toBeTruthy();
  expect(screen.getByRole('alertdialog')).toBeTruthy();
});

test('runs its commands', async () => {
  const { bridge } = renderPage([petshop], { 'api-import:choose': () => ok(null) });
  const search = await screen.findByLabelText('Search APIs');
  search.blur();
  runCommand('search');
  expect(document.activeElement).toBe(search);
  runCommand('api.import');
  expect(bridge.calls('api-import:choose')).toHaveLength(1);
  runCommand('api.new');
  expect(await screen.findByRole('dialog', { name: 'New API' })).toBeTruthy();
});
