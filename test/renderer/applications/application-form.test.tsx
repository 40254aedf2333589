import { act, screen } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { DuplicateApplicationDialog } from '../../../renderer/features/applications/application-form.tsx';
import { ApplicationList } from '../../../renderer/features/applications/application-list.tsx';
import {
  openApplicationDialog,
  useApplicationPage,
} from '../../../renderer/features/applications/application-store.ts';
import { clearDraft } from '../../../renderer/program/drafts.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { applicationAnswers } from '../../support/lists.ts';
import { renderScreen, type Screen } from '../../support/render-screen.tsx';
import { anApplication, applicationId, aSummary } from '../../support/samples.ts';

beforeEach(() => {
  useApplicationPage.setState(useApplicationPage.getInitialState(), true);
  clearDraft('application:new');
});

async function openForm(answers: Answers = {}): Promise<Screen> {
  const shown = renderScreen(<ApplicationList />, {
    ...applicationAnswers(() => [aSummary(1, { name: 'Petshop' })]),
    'application:create': ({ name }) => ok(anApplication(7, { name })),
    ...answers,
  });
  await shown.user.click(screen.getByRole('button', { name: 'New application' }));
  return shown;
}

const name = () => screen.getByLabelText(/^Name/);
const description = () => screen.getByLabelText(/^Description/);

test('Enter creates a new application and opens its Subscriptions', async () => {
  const { bridge, user } = await openForm();
  expect(document.activeElement).toBe(name());
  await user.keyboard('Zoë’s 東京 shop{Enter}');
  expect(bridge.inputs('application:create')).toEqual([
    { name: 'Zoë’s 東京 shop', description: '', perTokenQuota: 'Unlimited' },
  ]);
  expect(usePlace.getState()).toMatchObject({
    applicationId: applicationId(7),
    tab: 'subscriptions',
  });
  expect(screen.queryByRole('dialog')).toBeNull();
});

test.each([
  ['', 'Enter a name.'],
  ['  ', 'Enter a name.'],
  [' Petshop', 'Remove the space at the beginning or end.'],
  ['Petshop ', 'Remove the space at the beginning or end.'],
  ['x'.repeat(71), 'Use 70 characters or fewer.'],
])('the name “%s” is refused at its field: %s', async (typed, words) => {
  const { bridge, user } = await openForm();
  await user.paste(typed);
  await user.click(screen.getByRole('button', { name: 'Create application' }));
  expect(name().getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByRole('alert').textContent).toBe(words);
  expect(document.activeElement).toBe(name());
  expect(bridge.calls('application:create')).toEqual([]);
  expect(name()).toHaveProperty('value', typed);
});

test('a field that was filled in no longer says that it is empty', async () => {
  const { bridge, user } = await openForm();
  await user.keyboard('{Enter}');
  expect(screen.getByRole('alert').textContent).toBe('Enter a name.');
  await user.type(name(), 'P');
  expect(screen.queryByRole('alert')).toBeNull();
  expect(name().getAttribute('aria-invalid')).not.toBe('true');
  await user.keyboard('etshop{Enter}');
  expect(bridge.inputs('application:create')).toMatchObject([{ name: 'Petshop' }]);
});

test('a description of 513 characters is refused at its field', async () => {
  const { bridge, user } = await openForm();
  await user.paste('Petshop');
  await user.click(description());
  await user.paste('é'.repeat(513));
  await user.click(screen.getByRole('button', { name: 'Create application' }));
  expect(screen.getByRole('alert').textContent).toBe('Use 512 characters or fewer.');
  expect(document.activeElement).toBe(description());
  expect(bridge.calls('application:create')).toEqual([]);
});

test('the program’s error is shown at the field until it is edited', async () => {
  const { user } = await openForm({
    'application:create': ({ name }) => fails('field/taken', { field: 'name', detail: { name } }),
  });
  await user.keyboard('petSHOP{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe(
    '“petSHOP” already exists. Choose another name.',
  );
  expect(document.activeElement).toBe(name());
  await user.keyboard('s');
  expect(screen.queryByRole('alert')).toBeNull();
});

test('what was typed is restored after Escape, and can be discarded', async () => {
  const { user } = await openForm();
  await user.keyboard('Half a na');
  expect(screen.queryByText('Your earlier input is still here.')).toBeNull();
  await user.keyboard('{Escape}');
  expect(screen.queryByRole('dialog')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'New application' }));
  expect(name()).toHaveProperty('value', 'Half a na');
  await user.click(screen.getByRole('button', { name: 'Start over' }));
  expect(name()).toHaveProperty('value', '');
});

test('whoever has gone on while it is saved keeps the dialog that they opened since', async () => {
  const saved = Promise.withResolvers<void>();
  const { user } = await openForm({
    'application:create': async ({ name }) => {
      await saved.promise;
      return ok(anApplication(7, { name }));
    },
    'application:get': ({ id }) => ok(anApplication(1, { id, name: 'Petshop' })),
    'application:groups': () => ok([]),
  });
  await user.keyboard('Toys{Enter}{Escape}');
  act(() => openApplicationDialog('edit', applicationId(1)));
  await screen.findByRole('dialog', { name: /Petshop/ });
  await act(async () => saved.resolve());
  expect(screen.getByRole('dialog', { name: /Petshop/ })).toBeTruthy();
  expect(usePlace.getState().applicationId).toBeNull();
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'New application' }));
  expect(name()).toHaveProperty('value', '');
});

test('the name that a copy proposes is one that can be saved', async () => {
  const application = anApplication(1, { name: '東'.repeat(70) });
  const { bridge, user } = renderScreen(<DuplicateApplicationDialog application={application} />, {
    'application:duplicate': ({ name }) => ok(anApplication(7, { name })),
  });
  await user.keyboard('{Enter}');
  expect(bridge.inputs('application:duplicate')).toEqual([
    { id: application.id, name: `${'東'.repeat(63)} (copy)` },
  ]);
});
