import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ApplicationList } from '../../../renderer/features/applications/application-list.tsx';
import { useApplicationPage } from '../../../renderer/features/applications/application-store.ts';
import { goTo, usePlace } from '../../../renderer/program/navigation.ts';
import { ok } from '../../../shared/result.ts';
import type { Answers } from '../../support/fake-bridge.ts';
import { applicationAnswers } from '../../support/lists.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import {
  aGlance,
  aKeysView,
  anApplication,
  applicationId,
  aSummary,
  aToken,
  issuedKeys,
  tokenId,
} from '../../support/samples.ts';

beforeEach(() => useApplicationPage.setState(useApplicationPage.getInitialState(), true));

const now = Date.now();
const bank = aSummary(1, {
  name: 'Bank',
  createdAt: 3,
  production: aGlance({ expiresAt: now + 50 * 60_000 }),
});
const petshop = aSummary(2, {
  name: 'Petshop',
  subscriptionCount: 3,
  perTokenQuota: '10PerMin',
  createdAt: 1,
  updatedAt: 9,
  production: aGlance({ issuedAt: now - 3_500_000, expiresAt: now + 100_000 }),
});
const zoe = aSummary(3, { name: 'Zoë', createdAt: 2, production: aGlance({ revokedAt: 5 }) });
const forever = aSummary(4, {
  name: 'Weather',
  createdAt: 0,
  production: aGlance({ neverExpires: true }),
});

const answers: Answers = {
  ...applicationAnswers(() => [bank, petshop, zoe, forever]),
  'application:get': ({ id }) =>
    ok(anApplication(2, { id, name: 'Petshop', activeTokenCount: 3, subscriptionCount: 2 })),
  'application:delete': () => ok(null),
  'bin:restore': () => ok(null),
};

const names = () => screen.getAllByRole('option').map((row) => row.textContent);
// Behind the two initials.
const order = () => names().map((text) => text?.slice(2, 5));
const option = (name: RegExp) => screen.findByRole('option', { name });

test('a row shows name, subscriptions and how long the Production token still lasts', async () => {
  renderScreen(<ApplicationList />, answers);
  const row = await option(/Petshop/);
  expect(row.textContent).toEqual(expect.stringMatching(/^PePetshop3 subscriptions\d+ \w+$/));
  expect((await option(/Bank/)).textContent).toMatch(/\d+ \w+$/);
  expect((await option(/Zoë/)).textContent).toContain('Revoked');
  expect((await option(/Weather/)).textContent).toContain('Never');
});

test('the search has the focus, ignores accents, and Enter opens the first match', async () => {
  const { user } = renderScreen(<ApplicationList />, answers);
  await option(/Petshop/);
  expect(document.activeElement).toBe(
    screen.getByRole('searchbox', { name: 'Search applications' }),
  );
  await user.keyboard('zoe{Enter}');
  // Without a wait for the list to be narrowed.
  await waitFor(() => expect(usePlace.getState().applicationId).toBe(applicationId(3)));
  await waitFor(() => expect(names()).toHaveLength(1));
  await user.keyboard('nothing');
  expect(await screen.findByText('No application matches “zoenothing”')).toBeTruthy();
});

test('sorts by name, age, change and earliest expiry', async () => {
  const { user } = renderScreen(<ApplicationList />, answers);
  await option(/Petshop/);
  expect(order()).toEqual(['Ban', 'Pet', 'Wea', 'Zoë']);
  const choose = async (label: string) => {
    await user.click(screen.getByRole('button', { name: /Sort by/ }));
    await user.click(await screen.findByRole('option', { name: label }));
  };
  await choose('Newest first');
  expect(order()).toEqual(['Ban', 'Zoë', 'Pet', 'Wea']);
  await choose('Recently changed first');
  expect(order()).toEqual(['Pet', 'Wea', 'Zoë', 'Ban']);
  await choose('Expiring soonest first');
  expect(order()).toEqual(['Pet', 'Ban', 'Wea', 'Zoë']);
});

test('Ctrl+C on a row copies its Production access token and reports it', async () => {
  const { bridge, user } = renderScreen(<ApplicationList />, {
    ...answers,
    'keys:get': () => ok(issuedKeys()),
    'secret:copy': () => ok({ clearsInSeconds: 30, clears: true }),
  });
  await user.click(await option(/Petshop/));
  await user.keyboard('{Control>}c{/Control}');
  expect(await screen.findByText('Access token of Petshop, Production')).toBeTruthy();
  expect(bridge.inputs('keys:get')).toEqual([
    { applicationId: applicationId(2), keyType: 'PRODUCTION' },
  ]);
  expect(bridge.inputs('secret:copy')).toEqual([{ kind: 'access-token', id: tokenId(1) }]);
});

test('without a token nothing is copied, and a link to Production Keys is offered', async () => {
  const { bridge, user } = renderScreen(<ApplicationList />, {
    ...answers,
    'keys:get': () => ok(aKeysView()),
  });
  await user.click(await option(/Petshop/));
  await user.keyboard('{Control>}c{/Control}');
  expect(await screen.findByText('Petshop has no Production access token yet')).toBeTruthy();
  expect(bridge.calls('secret:copy')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Production Keys' }));
  expect(usePlace.getState()).toMatchObject({
    applicationId: applicationId(2),
    tab: 'production-keys',
  });
});

test('Delete asks, shows its effect in numbers, and can be undone', async () => {
  const { bridge, user } = renderScreen(<ApplicationList />, answers);
  await user.click(await option(/Petshop/));
  await user.keyboard('{Delete}');
  const dialog = await screen.findByRole('alertdialog', { name: 'Delete Petshop?' });
  expect(dialog.textContent).toContain('Revokes 3 active tokens of Petshop.');
  expect(dialog.textContent).toContain('Removes 2 subscriptions.');
  expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' }));
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
  expect(bridge.inputs('application:delete')).toEqual([{ id: applicationId(2) }]);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  expect(bridge.inputs('bin:restore')).toEqual([{ kind: 'application', id: applicationId(2) }]);
  await waitFor(() => expect(usePlace.getState().applicationId).toBe(applicationId(2)));
});

test.each([
  ['', /Petshop/, 4],
  ['', /Zoë/, 4],
  ['', /Bank/, 2],
  ['o', /Zoë/, 2],
])('with the search “%s”, deleting %s opens its neighbour', async (search, name, next) => {
  let left = [bank, petshop, zoe, forever];
  const { user } = renderScreen(<ApplicationList />, {
    ...answers,
    ...applicationAnswers(() => left),
    'application:delete': ({ id }) => {
      left = left.filter((one) => one.id !== id);
      return ok(null);
    },
  });
  await option(name);
  if (search !== '') await user.keyboard(search);
  await waitFor(() => expect(names()).toHaveLength(search === '' ? 4 : 2));
  await user.click(await option(name));
  await user.keyboard('{Delete}');
  const dialog = await screen.findByRole('alertdialog');
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }));
  await waitFor(() => expect(screen.queryByRole('option', { name })).toBeNull());
  const selected = screen.getByRole('option', { selected: true });
  const { applicationId: open } = usePlace.getState();
  expect(open).toBe(applicationId(next));
  expect(selected.textContent).toContain(left.find(({ id }) => id === open)?.name);
});

test('Cancel deletes nothing', async () => {
  const { bridge, user } = renderScreen(<ApplicationList />, answers);
  await user.click(await option(/Petshop/));
  await user.keyboard('{Delete}');
  await screen.findByRole('alertdialog');
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(bridge.calls('application:delete')).toEqual([]);
});

test('Enter in the search opens nothing once the person has typed on or left the page', async () => {
  const asked: PromiseWithResolvers<void>[] = [];
  const { bridge, user } = renderScreen(<ApplicationList />, answers);
  await option(/Petshop/);
  bridge.answer({
    'application:list': async ({ limit }) => {
      const one = Promise.withResolvers<void>();
      if (limit === 1) asked.push(one);
      else one.resolve();
      await one.promise;
      return ok([petshop]);
    },
  });
  await user.keyboard('pet{Enter}');
  await user.keyboard('s');
  await act(async () => asked[0]?.resolve());
  expect(usePlace.getState().applicationId).toBeNull();
  await user.keyboard('{Enter}');
  act(() => goTo('tokens'));
  await act(async () => asked[1]?.resolve());
  expect(usePlace.getState()).toMatchObject({ page: 'tokens', applicationId: null });
  expect(asked).toHaveLength(2);
});

test('of two copies the one that was asked for last is on the clipboard', async () => {
  const first = Promise.withResolvers<void>();
  const { bridge, user } = renderScreen(<ApplicationList />, {
    ...answers,
    'keys:get': async ({ applicationId: id }) => {
      if (id === petshop.id) await first.promise;
      return ok(issuedKeys({ token: aToken(id === petshop.id ? 1 : 2) }));
    },
    'secret:copy': () => ok({ clearsInSeconds: 30, clears: true }),
  });
  await user.click(await option(/Petshop/));
  await user.keyboard('{Control>}c{/Control}');
  await user.click(await option(/Bank/));
  await user.keyboard('{Control>}c{/Control}');
  await waitFor(() => expect(bridge.calls('secret:copy')).toHaveLength(1));
  await act(async () => first.resolve());
  expect(bridge.inputs('secret:copy')).toEqual([{ kind: 'access-token', id: tokenId(2) }]);
});
