import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';
import { ActivityLog } from '../../../renderer/features/activity/activity-log.tsx';
import { searchActivity } from '../../../renderer/features/activity/activity-store.ts';
import {
  type ActivityEntry,
  type ActivityVerdict,
  activityKinds,
} from '../../../shared/domain/activity.ts';
import type { JobInfo } from '../../../shared/domain/job.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { runningJob } from '../../support/jobs.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const at = Date.UTC(2026, 10, 23, 7, 13, 16);

function entry(id: number, more: Partial<ActivityEntry>): ActivityEntry {
  const by = { byName: 'Ada', byMethod: 'passphrase' } as const;
  return { id, at, kind: 'application/created', subject: 'Petshop', detail: {}, ...by, ...more };
}

function verdictOf(entries: number, everyAt: number | null = null): ActivityVerdict {
  return { entries, read: entries, brokenAt: null, everyAt };
}

function renderLog(entries: readonly ActivityEntry[], answers: Answers = {}) {
  return renderScreen(
    <ActivityLog />,
    {
      'activity:list': () => ok({ entries: [...entries], more: false }),
      'activity:verify': () => ok(verdictOf(entries.length)),
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

const checking = runningJob('activity-verify', { done: 3, total: 3 });

/** The page after a check that ended like this. */
function renderChecked(verdict: ActivityVerdict | null, state: JobInfo['state'] = 'done') {
  const info = { ...checking, state };
  const rendered = renderLog([entry(3, {})], {
    'job:get': () => ok({ ...info, kind: 'activity-verify', result: verdict }),
  });
  act(() => rendered.bridge.emit('job', info));
  return rendered;
}

test('a log that was checked from its beginning is called complete', async () => {
  const { bridge } = renderChecked(verdictOf(3));
  expect(await screen.findByText(/Complete: no entry has been edited or removed\.$/)).toBeTruthy();
  expect(bridge.inputs('activity:verify')).toEqual([{}]);
});

test('a check of what is new says so, and when every entry was last checked', async () => {
  renderChecked(verdictOf(3, at));
  const said = await screen.findByText(/No new entry has been edited or removed/);
  expect(said.textContent).toMatch(/every entry was last checked on .*2026/);
  expect(said.textContent).not.toContain('Complete');
});

test('an altered log says from which entry on, whatever was checked before', async () => {
  renderChecked({ ...verdictOf(1), brokenAt: 2 });
  expect(await screen.findByText(/changed outside Latchkey, at entry 2/)).toBeTruthy();
  expect(screen.queryByText(/Complete|No new entry/)).toBeNull();
});

test('a cancelled check claims nothing, and can be made again', async () => {
  const { bridge, user } = renderChecked(null, 'cancelled');
  await user.click(await screen.findByRole('button', { name: 'Check the log' }));
  expect(bridge.inputs('activity:verify')).toEqual([{}, {}]);
  expect(screen.queryByText(/Complete|No new entry/)).toBeNull();
});

test('every entry is checked when somebody asks for it, and the outcome is said', async () => {
  const { bridge, user } = renderLog([entry(3, {})]);
  const button = await screen.findByRole('button', { name: 'Check every entry' });
  await user.click(button);
  const text = 'Complete: no entry has been edited or removed';
  expect((await screen.findByText(text)).closest('.toast')).toBeTruthy();
  expect(bridge.inputs('activity:verify').at(-1)).toEqual({ every: true });

  bridge.answer({ 'activity:verify': () => fails('database/damaged') });
  await user.click(button);
  const failure = await screen.findByText('The workspace file is damaged.');
  expect(failure.closest('.toast')).toBeTruthy();
});

test('a check of every entry that finds an alteration, or is cancelled, congratulates nobody', async () => {
  const answers = [ok({ ...verdictOf(1), brokenAt: 2 }), fails('call/cancelled')];
  const { bridge, user } = renderLog([entry(3, {})]);
  const button = await screen.findByRole('button', { name: 'Check every entry' });
  for (const answer of answers) {
    bridge.answer({ 'activity:verify': () => answer });
    await user.click(button);
  }
  await waitFor(() => expect(bridge.inputs('activity:verify')).toHaveLength(3));
  expect(document.querySelector('.toast')).toBeNull();
});
