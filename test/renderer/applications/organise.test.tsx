import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ApplicationDetail } from '../../../renderer/features/applications/application-detail.tsx';
import { ApplicationList } from '../../../renderer/features/applications/application-list.tsx';
import { useApplicationPage } from '../../../renderer/features/applications/application-store.ts';
import { useBulk } from '../../../renderer/features/bulk/bulk-store.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { ok } from '../../../shared/result.ts';
import type { Answers } from '../../support/fake-bridge.ts';
import { applicationAnswers } from '../../support/lists.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import { anApplication, applicationId, aSummary } from '../../support/samples.ts';

const TEAM = '11111111-1111-4111-8111-111111111111';

beforeEach(() => {
  useApplicationPage.setState(useApplicationPage.getInitialState(), true);
  usePlace.setState(usePlace.getInitialState(), true);
});

function renderApplications(answers: Answers = {}) {
  const applications = [1, 2, 3].map((n) =>
    aSummary(n, { name: `Shop ${n}`, isFavourite: n === 3 }),
  );
  return renderScreen(
    <>
      <ApplicationList />
      <ApplicationDetail />
    </>,
    {
      ...applicationAnswers(() => applications),
      'application:get': ({ id }) => ok(anApplication(1, { id, name: 'Shop 1' })),
      'application:groups': () => ok([{ name: 'Animals', count: 2 }]),
      'application:selected': () => ok({ applications: 2, activeTokens: 5 }),
      'application:arrange': () => ok({ changed: 2, ids: chosen.ids }),
      'settings:get': () =>
        ok({ ...defaultSettings, applicationAttributes: [{ id: TEAM, name: 'Team' }] }),
      ...answers,
    },
  );
}

async function chooseTwo(user: ReturnType<typeof renderApplications>['user']): Promise<void> {
  await user.click(await screen.findByRole('option', { name: /Shop 1/ }));
  await user.keyboard('{Control>}');
  await user.click(screen.getByRole('option', { name: /Shop 2/ }));
  await user.keyboard('{/Control}');
  await screen.findByRole('heading', { name: '2 applications selected' });
}

const chosen = { ids: [applicationId(1), applicationId(2)] };

test('several applications become favourites, or go into a group', async () => {
  const { bridge, user } = renderApplications();
  await chooseTwo(user);
  expect(screen.getByText('5 active tokens')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Add to favorites' }));
  await screen.findByText('2 applications added to favorites');
  await user.click(screen.getByRole('button', { name: 'Move to group…' }));
  const dialog = await screen.findByRole('dialog');
  await user.click(within(dialog).getByRole('button', { name: 'Move applications' }));
  await within(dialog).findByText('Enter a name for the group.');
  await user.type(within(dialog).getByLabelText(/^Name of the new group/), 'Toys{Enter}');
  await waitFor(() =>
    expect(bridge.inputs('application:arrange')).toEqual([
      { selection: chosen, favourite: true },
      { selection: chosen, group: 'Toys' },
    ]),
  );
});

test('deleting several says in numbers what that means, and selects nothing afterwards', async () => {
  const { bridge, user } = renderApplications({
    'application:delete-many': () => ok({ changed: 2, ids: chosen.ids }),
    'bin:restore': () => ok(null),
  });
  await chooseTwo(user);
  await user.click(screen.getByRole('button', { name: 'Delete 2 applications…' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete 2 applications?' });
  expect(within(dialog).getByText(/^Revokes 5 active tokens/)).toBeTruthy();
  await user.click(within(dialog).getByRole('button', { name: 'Delete 2 applications' }));
  await screen.findByText('2 applications deleted');
  expect(bridge.inputs('application:delete-many')).toEqual([{ selection: chosen }]);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() =>
    expect(bridge.inputs('bin:restore')).toEqual(
      chosen.ids.map((id) => ({ kind: 'application', id })),
    ),
  );
  expect(useApplicationPage.getState().chosen).toEqual([]);
});

test('all that match are deleted, and undone: the program says which they were', async () => {
  const { bridge, user } = renderApplications({
    'application:delete-many': () => ok({ changed: 2, ids: chosen.ids }),
    'bin:restore': () => ok(null),
  });
  act(() => useApplicationPage.setState({ chosen: 'all' }));
  await user.click(await screen.findByRole('button', { name: 'Delete 2 applications…' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete 2 applications?' });
  await user.click(within(dialog).getByRole('button', { name: 'Delete 2 applications' }));
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(bridge.inputs('application:delete-many')).toEqual([{ selection: { filter: {} } }]);
  await waitFor(() =>
    expect(bridge.inputs('bin:restore')).toEqual(
      chosen.ids.map((id) => ({ kind: 'application', id })),
    ),
  );
});

test('of more than can be undone at once, the bin is offered', async () => {
  const { user } = renderApplications({
    'application:delete-many': () => ok({ changed: 2, ids: [] }),
  });
  act(() => useApplicationPage.setState({ chosen: 'all' }));
  await user.click(await screen.findByRole('button', { name: 'Delete 2 applications…' }));
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete 2 applications?' });
  await user.click(within(dialog).getByRole('button', { name: 'Delete 2 applications' }));
  await screen.findByText('2 applications deleted');
  expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull();
});

test('the tokens of several are generated, re-generated or revoked', async () => {
  const { user } = renderApplications();
  await chooseTwo(user);
  const { setState, getState } = useBulk;
  await user.click(screen.getByRole('button', { name: 'Generate Keys…' }));
  expect(getState().task).toMatchObject({ what: 'generate', chosen: { applications: chosen } });
  await user.click(screen.getByRole('button', { name: 'Re-generate…' }));
  expect(getState().task).toMatchObject({ what: 'regenerate', tokens: { of: chosen } });
  await user.click(screen.getByRole('button', { name: 'Revoke 5 tokens…' }));
  expect(getState().task).toEqual({ what: 'revoke', tokens: { of: chosen } });
  setState({ task: null });
});

test('all that are listed are selected by their filter', async () => {
  const { bridge, user } = renderApplications();
  await user.click(await screen.findByRole('button', { name: /All applications/ }));
  await user.click(await screen.findByRole('option', { name: 'Animals (2)' }));
  await waitFor(() => expect(bridge.inputs('application:list').at(-1)?.group).toBe('Animals'));
  await user.click(await screen.findByRole('option', { name: /Shop 1/ }));
  await user.keyboard('{Control>}a{/Control}');
  await waitFor(() =>
    expect(bridge.inputs('application:selected').at(-1)).toEqual({
      selection: { filter: { group: 'Animals' } },
    }),
  );
});

test('opening one application ends the selection of several', async () => {
  const { user } = renderApplications();
  await chooseTwo(user);
  await user.click(screen.getByRole('option', { name: /Shop 3/ }));
  expect(await screen.findByRole('tab', { name: 'Overview' })).toBeTruthy();
});

test('one is marked and duplicated from its menu', async () => {
  const { bridge, user } = renderApplications({
    'application:duplicate': ({ name }) => ok(anApplication(9, { name })),
  });
  await user.click(await screen.findByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Add to favorites' }));
  expect(bridge.inputs('application:arrange')).toEqual([
    { selection: { ids: [applicationId(1)] }, favourite: true },
  ]);
  await user.click(screen.getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Duplicate…' }));
  await user.keyboard('{Enter}');
  await waitFor(() =>
    expect(bridge.inputs('application:duplicate')).toEqual([
      { id: applicationId(1), name: 'Shop 1 (copy)' },
    ]),
  );
  expect(usePlace.getState().applicationId).toBe(applicationId(9));
});

test('group, owner and attributes are edited with the rest', async () => {
  const { bridge, user } = renderApplications({
    'application:update': ({ id }) => ok(anApplication(1, { id })),
  });
  await user.click(await screen.findByRole('button', { name: /^Edit/ }));
  await user.click(await screen.findByRole('button', { name: 'Group, owner and attributes' }));
  await user.type(await screen.findByLabelText(/^Group/, { selector: 'input' }), 'Toys');
  await user.type(screen.getByLabelText(/^Owner/, { selector: 'input' }), 'Grace');
  await user.type(await screen.findByLabelText(/^Team/), 'Compilers{Enter}');
  await waitFor(() =>
    expect(bridge.inputs('application:update').at(-1)).toMatchObject({
      group: 'Toys',
      owner: 'Grace',
      attributes: { [TEAM]: 'Compilers' },
    }),
  );
});

test('nothing is asked with the numbers of the last selection', async () => {
  const counted = Promise.withResolvers<void>();
  const { bridge, user } = renderApplications();
  await chooseTwo(user);
  bridge.answer({
    'application:selected': async () => {
      await counted.promise;
      return ok({ applications: 3, activeTokens: 9 });
    },
  });
  act(() => useApplicationPage.setState({ chosen: 'all' }));
  await user.click(screen.getByRole('button', { name: /^Delete/ }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  await act(async () => counted.resolve());
  await user.click(await screen.findByRole('button', { name: 'Delete 3 applications…' }));
  expect(await screen.findByRole('alertdialog', { name: 'Delete 3 applications?' })).toBeTruthy();
});
