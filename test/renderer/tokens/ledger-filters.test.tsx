import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { showWholeLedger } from '../../../renderer/features/tokens/ledger-store.ts';
import type { SavedFilter } from '../../../shared/domain/ledger-filter.ts';
import { defaultPreferences, type Preferences } from '../../../shared/domain/preferences.ts';
import { ok } from '../../../shared/result.ts';
import { now, renderLedger, row } from '../../support/ledger.tsx';
import { aBulkIssue, applicationId, aSummary, tokenId } from '../../support/samples.ts';
import { HOUR } from '../../support/time.ts';

beforeEach(showWholeLedger);

const headings = () =>
  [...document.querySelectorAll('[role="columnheader"]')].map((heading) => heading.textContent);

test('one application is chosen by its name, and the chip shows it', async () => {
  const { bridge, user } = renderLedger({
    'application:list': () => ok([aSummary(7, { name: 'Zoo' })]),
  });
  await row('Billing');
  await user.click(screen.getByRole('button', { name: 'All applications' }));
  await user.keyboard('zo');
  await waitFor(() => expect(bridge.inputs('application:list').at(-1)?.search).toBe('zo'));
  await user.keyboard('{Enter}');
  await screen.findByRole('button', { name: 'Zoo' });
  await waitFor(() =>
    expect(bridge.inputs('token:list').at(-1)?.applicationId).toBe(applicationId(7)),
  );
  await user.click(screen.getByRole('button', { name: /^Show all applications/ }));
  expect(await screen.findByRole('button', { name: 'All applications' })).toBeTruthy();
});

test('what expires soon is asked for in whole days, and only if it still works', async () => {
  const { bridge, user } = renderLedger();
  await row('Billing');
  await user.click(screen.getByRole('button', { name: /Expires at any time/ }));
  await user.click(await screen.findByRole('option', { name: 'Expires within 7 days' }));
  await waitFor(() => expect(bridge.inputs('token:list').at(-1)?.state).toBe('active'));
  const { expiresBefore = 0 } = bridge.inputs('token:list').at(-1) ?? {};
  expect(expiresBefore % (24 * HOUR)).toBe(0);
  expect(expiresBefore).toBeGreaterThan(now + 7 * 24 * HOUR - HOUR);
});

test('a filter is kept with a name, applied and deleted', async () => {
  const saved: SavedFilter[] = [];
  const { bridge, user } = renderLedger({
    'saved-filter:list': () => ok([...saved]),
    'saved-filter:save': ({ name, filter }) => {
      saved.push({ name, filter });
      return ok(null);
    },
    'saved-filter:delete': () => ok(null),
  });
  await row('Billing');
  const menu = () => user.click(screen.getByRole('button', { name: 'Saved filters' }));
  await menu();
  const entry = await screen.findByRole('menuitem', { name: /^Save this filter/ });
  expect(entry.getAttribute('aria-disabled')).toBe('true');
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'Stale' }));
  await menu();
  await user.click(await screen.findByRole('menuitem', { name: /^Save this filter/ }));
  await user.keyboard('Old ones{Enter}');
  await screen.findByText('Filter “Old ones” saved');
  act(() => bridge.emit('changed', ['saved-filters']));
  act(showWholeLedger);
  await menu();
  await user.click(await screen.findByRole('menuitem', { name: 'Old ones' }));
  await waitFor(() => expect(bridge.inputs('token:list').at(-1)?.stale).toBe(true));
  await menu();
  await user.click(await screen.findByRole('menuitem', { name: 'Delete “Old ones”' }));
  expect(bridge.inputs('saved-filter:delete')).toEqual([{ name: 'Old ones' }]);
  await user.click(await screen.findByRole('button', { name: 'Undo' }));
  const [first, again] = bridge.inputs('saved-filter:save');
  expect(again).toEqual(first);
});

test('every column is sorted by, and a choice of columns is kept', async () => {
  const { bridge, user } = renderLedger({
    'preferences:get': () => ok({ ...defaultPreferences, ledgerColumns: ['kid', 'size'] }),
    'preferences:set': (patch) => ok({ ...defaultPreferences, ...patch } as Preferences),
  });
  await row('Billing');
  await waitFor(() => expect(headings()).toEqual(['', 'Application', 'Key ID (kid)', 'Size']));
  await user.click(screen.getByText('Size'));
  await waitFor(() =>
    expect(bridge.inputs('token:list').at(-1)?.sort).toEqual({
      by: 'size',
      direction: 'ascending',
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Choose columns' }));
  await user.click(await screen.findByRole('checkbox', { name: 'Revoked' }));
  expect(bridge.inputs('preferences:set')).toEqual([{ ledgerColumns: ['revoked', 'kid', 'size'] }]);
});

describe('whoever goes on while tokens are revoked', () => {
  const revoking = aBulkIssue({ kind: 'revoke', total: 2, open: 2, revokes: 2, left: [] });

  test('keeps the question about another token', async () => {
    const answer = Promise.withResolvers<void>();
    const { bridge, user } = renderLedger({
      'token:revoke': async () => {
        await answer.promise;
        return ok({ revoked: 1 });
      },
    });
    const ask = async (application: string) => {
      await user.click(await row(application));
      await user.click(screen.getByRole('button', { name: 'Revoke…' }));
      return screen.findByRole('alertdialog', { name: new RegExp(application) });
    };
    await user.click(within(await ask('Orders')).getByRole('button', { name: /^Revoke/ }));
    await user.keyboard('{Escape}');
    const other = await ask('Billing');
    await act(async () => answer.resolve());
    await screen.findByText('1 token revoked');
    expect(screen.getByRole('alertdialog', { name: /Billing/ })).toBe(other);
    await user.click(within(other).getByRole('button', { name: /^Revoke/ }));
    expect(bridge.inputs('token:revoke')).toEqual([{ ids: [tokenId(3)] }, { ids: [tokenId(4)] }]);
  });

  test('keeps the tokens that they have selected since', async () => {
    const answer = Promise.withResolvers<void>();
    const { user } = renderLedger({
      'bulk:prepare': () => ok(revoking),
      'bulk:run': async () => {
        await answer.promise;
        return ok({ ...revoking, startedAt: 1, endedAt: 2, open: 0, issued: 2 });
      },
    });
    await row('Orders');
    await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
    await user.click(screen.getByRole('button', { name: 'Revoke…' }));
    await user.click(await screen.findByRole('button', { name: 'Revoke 2 tokens' }));
    await user.click(await screen.findByRole('button', { name: 'Hide' }));
    await user.click(await row('Billing'));
    await screen.findByText('1 selected');
    await act(async () => answer.resolve());
    await act(() => new Promise((resolve) => setTimeout(resolve)));
    expect(screen.getByText('1 selected')).toBeTruthy();
  });
});
