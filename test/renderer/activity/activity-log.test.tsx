import { screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ActivityLog } from '../../../renderer/features/activity/activity-log.tsx';
import { searchActivity } from '../../../renderer/features/activity/activity-store.ts';
import { type ActivityEntry, activityKinds } from '../../../shared/domain/activity.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const at = Date.UTC(2026, 10, 23, 7, 13, 16);

function entry(id: number, more: Partial<ActivityEntry>): ActivityEntry {
  const by = { byName: 'Ada', byMethod: 'passphrase' } as const;
  return { id, at, kind: 'application/created', subject: 'Petshop', detail: {}, ...by, ...more };
}

function renderLog(entries: readonly ActivityEntry[], answers: Answers = {}) {
  return renderScreen(
    <ActivityLog />,
    {
      'activity:list': () => ok({ entries: [...entries], more: false }),
      'activity:verify': () => ok({ entries: entries.length, brokenAt: null }),
      ...answers,
    },
    { page: 'activity' },
  );
}

/** What a row says: when, what, whose, detail. */
async function cellsOf(text: string): Promise<readonly (string | null)[]> {
  const row = (await screen.findByText(text)).closest('[role="row"]');
  return [...(row?.children ?? [])].map((cell) => cell.textContent);
}

beforeEach(() => searchActivity(''));

test('each row shows what was done, to what, and details, in words', async () => {
  renderLog([
    entry(7, {
      kind: 'keys/generated',
      subject: 'Petshop, PRODUCTION',
      detail: { consumerKey: 'ck', validitySeconds: 7200 },
    }),
    entry(6, {
      kind: 'token/regenerated',
      subject: 'Petshop, SANDBOX',
      detail: { replaces: 'x', validitySeconds: -1 },
    }),
    entry(5, {
      byName: 'laptop',
      byMethod: 'keyring',
      kind: 'secret/copied',
      subject: 'Orders, PRODUCTION',
      detail: { what: 'access-token' },
    }),
    entry(4, {
      kind: 'gateway/exported',
      subject: 'jwks',
      byName: '',
      byMethod: 'recovery-code',
      detail: { file: 'keys.json', count: 1 },
    }),
    entry(3, { kind: 'settings/changed', subject: 'issuer', detail: { value: 'urn:x' } }),
    entry(2, {
      kind: 'subscription/state-changed',
      subject: 'Petshop',
      detail: { api: 'Orders 1.0', plan: 'Gold', before: 'UNBLOCKED', state: 'PROD_ONLY_BLOCKED' },
    }),
    entry(1, {
      kind: 'token/exported',
      subject: 'Petshop, Orders',
      detail: { format: 'csv', count: 2, file: 'tokens.csv' },
    }),
  ]);
  expect((await cellsOf('Keys generated')).slice(1)).toEqual([
    'Keys generated',
    'Petshop, Production',
    'Ada',
    'Valid for 2 hours',
  ]);
  expect((await cellsOf('Token re-generated')).slice(2)).toEqual([
    'Petshop, Sandbox',
    'Ada',
    'Never expires',
  ]);
  expect((await cellsOf('Secret copied')).slice(2)).toEqual([
    'Orders, Production',
    'Keyring of laptop',
    'Access token',
  ]);
  expect((await cellsOf('Gateway file exported')).slice(2)).toEqual([
    'JWKS',
    'Recovery code',
    'keys.json',
  ]);
  expect((await cellsOf('Setting changed')).slice(2)).toEqual(['Issuer', 'Ada', 'urn:x']);
  expect((await cellsOf('Subscription state changed')).slice(2)).toEqual([
    'Petshop',
    'Ada',
    'Orders 1.0, Gold: Production blocked',
  ]);
  expect((await cellsOf('Tokens exported')).slice(2)).toEqual([
    'Petshop, Orders',
    'Ada',
    '2 tokens in tokens.csv',
  ]);
});

test('every kind has a text, and none of them is its code', async () => {
  renderLog(activityKinds.map((kind, id) => entry(id, { kind, subject: `subject ${id}` })));
  await screen.findByText('subject 0');
  const said = [...document.querySelectorAll('.first')].map((cell) => cell.textContent);
  expect(said).toHaveLength(activityKinds.length);
  expect(said.filter((text) => text === '' || text?.includes('/'))).toEqual([]);
});

test('the exact second in UTC is shown on hover', async () => {
  renderLog([entry(1, {})]);
  const row = (await screen.findByText('Application created')).closest('[role="row"]');
  expect(row?.querySelector('time')?.title).toContain('2026-11-23T07:13:16Z');
});

test('a search also asks for kinds whose text matches', async () => {
  const { bridge, user } = renderLog([entry(1, {})]);
  await user.type(screen.getByRole('searchbox', { name: 'Search activity' }), 'Re-gen');
  await waitFor(() =>
    expect(bridge.inputs('activity:list').at(-1)).toEqual({
      search: 'Re-gen',
      kinds: ['token/regenerated'],
      limit: 100,
    }),
  );
});

test('a search without matches can be cleared, and then everything is listed', async () => {
  const { user } = renderLog([], {
    'activity:list': ({ search }) =>
      ok({ entries: search === undefined ? [entry(1, {})] : [], more: false }),
  });
  await screen.findByText('Application created');
  await user.type(screen.getByRole('searchbox', { name: 'Search activity' }), 'x');
  await user.click(await screen.findByText('Clear search'));
  expect(await screen.findByText('Application created')).toBeTruthy();
});

test('an empty log says what it will list', async () => {
  renderLog([]);
  expect(await screen.findByText('No activity yet')).toBeTruthy();
});

test('a log that can’t be read says why', async () => {
  renderLog([], { 'activity:list': () => fails('database/damaged') });
  expect(await screen.findByText('The workspace file is damaged.')).toBeTruthy();
});
