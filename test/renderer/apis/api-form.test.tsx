import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { openApiDialog } from '../../../renderer/features/apis/api-store.ts';
import { clearDraft } from '../../../renderer/program/drafts.ts';
import { goTo, usePlace } from '../../../renderer/program/navigation.ts';
import { ok } from '../../../shared/result.ts';
import { renderApis, resetApis } from '../../support/apis-page.tsx';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { apiAnswers } from '../../support/lists.ts';
import { allPlanIds, planId, sampleApi, somePlans, summaryOf } from '../../support/sample-apis.ts';

const petshop = sampleApi(1);

beforeEach(() => {
  resetApis();
  clearDraft('api:new');
  clearDraft(`api:${petshop.id}`);
});

/** The page with the dialog open on a new API, or on the Petshop. */
async function openForm(kind: 'new' | 'edit', answers: Answers = {}) {
  const page = renderApis({
    ...apiAnswers(() => [summaryOf(petshop)]),
    'api:get': () => ok(petshop),
    ...answers,
  });
  await screen.findByRole('heading', { level: 2, name: 'Petshop' });
  openApiDialog(kind === 'new' ? { kind } : { kind, id: petshop.id });
  return { ...page, dialog: await screen.findByRole('dialog') };
}

test('adds an API with its scopes and plans', async () => {
  const made = sampleApi(2, { name: 'Orders' });
  const { bridge, dialog, user } = await openForm('new', {
    'api:create': () => ok(made),
    'api:get': ({ id }) => ok(id === made.id ? made : petshop),
  });
  expect(document.activeElement).toBe(within(dialog).getByLabelText(/^Name\*?$/));
  await user.keyboard('Orders{Tab}2.0.0{Tab}/orders');
  await user.click(within(dialog).getByLabelText('Gold'));
  await user.click(within(dialog).getByRole('button', { name: 'Add scope' }));
  expect(document.activeElement).toBe(within(dialog).getByLabelText('Name of scope 1'));
  await user.keyboard('orders:read{Tab}Read orders{Enter}');
  expect(bridge.inputs('api:create')).toEqual([
    {
      name: 'Orders',
      version: '2.0.0',
      context: '/orders',
      provider: '',
      description: '',
      scopes: [{ name: 'orders:read', displayName: 'Read orders', description: '' }],
      businessPlanIds: [planId(1), planId(2)],
    },
  ]);
  expect(await screen.findByText('Orders 1.0.0 added')).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('every wrong field shows its own error, and the first has the focus', async () => {
  const { bridge, dialog, user } = await openForm('new');
  await user.type(within(dialog).getByLabelText(/^Context/), 'orders');
  for (const name of ['read', 'not good', 'read']) {
    await user.click(within(dialog).getByRole('button', { name: 'Add scope' }));
    await user.keyboard(name);
  }
  for (const { name } of somePlans) await user.click(within(dialog).getByLabelText(name));
  await user.click(within(dialog).getByRole('button', { name: 'Add API' }));
  expect(
    within(dialog)
      .getAllByRole('alert')
      .map(({ textContent }) => textContent),
  ).toEqual([
    'Enter a name.',
    'Enter a version.',
    'Start with / and don’t use spaces, for example /pets.',
    'Select at least one business plan.',
    'Scopes can’t contain spaces, quotes or backslashes.',
    '“read” already exists. Choose another name.',
  ]);
  expect(document.activeElement).toBe(within(dialog).getByLabelText(/^Name\*?$/));
  expect(bridge.calls('api:create')).toEqual([]);
});

test('removing a scope removes its error and keeps the focus in the list', async () => {
  const { dialog, user } = await openForm('new');
  for (const name of ['not good', 'fine']) {
    await user.click(within(dialog).getByRole('button', { name: 'Add scope' }));
    await user.keyboard(name);
  }
  await user.keyboard('{Enter}');
  expect(within(dialog).getByText(/Scopes can’t contain spaces/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Remove scope not good' }));
  expect(within(dialog).queryByText(/Scopes can’t contain spaces/)).toBeNull();
  const left = within(dialog).getByLabelText<HTMLInputElement>('Name of scope 1');
  expect(left.value).toBe('fine');
  expect(document.activeElement).toBe(left);
  await user.click(within(dialog).getByRole('button', { name: 'Remove scope fine' }));
  expect(document.activeElement?.textContent).toBe('Add scope');
});

test('shows the program’s error at the field', async () => {
  const { dialog, user } = await openForm('edit', {
    'api:update': () => fails('field/taken', { field: 'name', detail: { name: 'Petshop 1.0.0' } }),
  });
  await user.click(within(dialog).getByRole('button', { name: 'Save' }));
  expect((await within(dialog).findByRole('alert')).textContent).toMatch(
    /“Petshop 1\.0\.0” already exists/,
  );
  expect(document.activeElement).toBe(within(dialog).getByLabelText(/^Name\*?$/));
});

test('saves the edited values and keeps the rest', async () => {
  const { bridge, dialog, user } = await openForm('edit', { 'api:update': () => ok(petshop) });
  await user.type(within(dialog).getByLabelText('Provider'), ' EU');
  await user.keyboard('{Enter}');
  expect(bridge.inputs('api:update')).toEqual([
    {
      id: petshop.id,
      name: 'Petshop',
      version: '1.0.0',
      context: '/pets',
      provider: 'Petshop Inc. EU',
      description: 'Animals',
      scopes: petshop.scopes,
      businessPlanIds: allPlanIds,
    },
  ]);
});

test('keeps what was typed when the dialog is closed, until “Start over”', async () => {
  const { dialog, user } = await openForm('new');
  await user.type(within(dialog).getByLabelText(/^Name\*?$/), 'Half');
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'New API' }));
  expect(screen.getByLabelText<HTMLInputElement>(/^Name\*?$/).value).toBe('Half');
  await user.click(screen.getByRole('button', { name: 'Start over' }));
  expect(screen.getByLabelText<HTMLInputElement>(/^Name\*?$/).value).toBe('');
});

test('of many scopes it draws the first, and any with an error', async () => {
  const many = sampleApi(1, {
    scopes: Array.from({ length: 30 }, (_, place) => ({
      name: `scope${place}`,
      displayName: '',
      description: '',
    })),
  });
  const { dialog } = await openForm('edit', {
    'api:get': () => ok(many),
    'api:update': () => fails('field/not-a-scope', { field: 'scopes.27.name' }),
  });
  const press = (text: string) => act(() => within(dialog).getByText(text).click());
  const rows = () => dialog.querySelectorAll('[data-row]').length;
  expect(rows()).toBe(25);
  press('Save');
  await waitFor(() => expect(rows()).toBe(28));
  expect(document.activeElement).toBe(dialog.querySelector('[data-row="27"] input'));
  press('Show 2 more scopes');
  expect(rows()).toBe(30);
});

/** Saving is answered late: when `saved` is resolved. */
async function openSlowForm() {
  const saved = Promise.withResolvers<void>();
  const { user } = await openForm('edit', {
    'api:update': async () => {
      await saved.promise;
      return ok(petshop);
    },
  });
  return { user, saved };
}

test('whoever has gone to another page while it is saved isn’t taken back', async () => {
  const { user, saved } = await openSlowForm();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  act(() => goTo('home'));
  await act(async () => saved.resolve());
  expect(await screen.findByText('Petshop 1.0.0 saved')).toBeTruthy();
  expect(usePlace.getState().page).toBe('home');
});

test('and keeps the dialog that they opened since', async () => {
  const { user, saved } = await openSlowForm();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await user.keyboard('{Escape}');
  act(() => openApiDialog({ kind: 'new' }));
  await act(async () => saved.resolve());
  expect(await screen.findByText('Petshop 1.0.0 saved')).toBeTruthy();
  expect(screen.getByRole('dialog', { name: 'New API' })).toBeTruthy();
});
