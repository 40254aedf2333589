import { act, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { BinPage } from '../../../renderer/features/bin/bin.tsx';
import { BIN_DAYS, type BinEntry } from '../../../shared/domain/bin.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import { DAY } from '../../support/time.ts';

function deleted(kind: BinEntry['kind'], name: string, daysAgo: number): BinEntry {
  // The page's clock shows whole minutes: well past the day, so that it counts as one.
  const deletedAt = Date.now() - daysAgo * DAY - 120_000;
  const id = `00000000-0000-4000-8000-00000000000${daysAgo}`;
  return { kind, id, name, deletedAt, purgedAt: deletedAt + BIN_DAYS * DAY };
}

const petshop = deleted('application', 'Petshop', 3);
const orders = deleted('api', 'Orders 1.0.0', 1);

function renderBin(answers: Answers = {}) {
  let entries = [orders, petshop];
  const take = (id: string) => {
    entries = entries.filter((entry) => entry.id !== id);
    return ok(null);
  };
  return renderScreen(<BinPage />, {
    'bin:list': () => ok(entries),
    'bin:restore': ({ id }) => take(id),
    'bin:purge': ({ id }) => take(id),
    ...answers,
  });
}

test('lists deleted items and when they are deleted permanently', async () => {
  renderBin();
  const rows = within(await screen.findByRole('grid', { name: 'Deleted items' })).getAllByRole(
    'row',
  );
  expect(rows[1]?.textContent).toContain('Orders 1.0.0APIyesterdayin 29 days');
  expect(rows[2]?.textContent).toContain('PetshopApplication3 days agoin 27 days');
});

test('restores the chosen item', async () => {
  const { bridge, user } = renderBin();
  await user.click(await screen.findByRole('button', { name: 'Restore Petshop' }));
  expect(bridge.inputs('bin:restore')).toEqual([{ kind: 'application', id: petshop.id }]);
  expect(await screen.findByText('Petshop restored')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Restore Petshop' })).toBeNull();
});

test('says why an item can’t be restored', async () => {
  const { user } = renderBin({
    'bin:restore': () => fails('field/taken', { detail: { name: 'Petshop' } }),
  });
  await user.click(await screen.findByRole('button', { name: 'Restore Petshop' }));
  expect(await screen.findByText('Couldn’t restore it')).toBeTruthy();
  expect(screen.getByText(/“Petshop” already exists/)).toBeTruthy();
});

test('asks before deleting permanently', async () => {
  const { bridge, user } = renderBin();
  await user.click(await screen.findByRole('button', { name: 'Delete Petshop permanently' }));
  const question = screen.getByRole('alertdialog', { name: 'Delete Petshop permanently?' });
  expect(within(question).getByText(/Deletes its keys, tokens/)).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(bridge.calls('bin:purge')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Delete Petshop permanently' }));
  await user.click(screen.getByRole('button', { name: 'Delete permanently' }));
  expect(bridge.inputs('bin:purge')).toEqual([{ kind: 'application', id: petshop.id }]);
  expect(await screen.findByText('Petshop deleted permanently')).toBeTruthy();
});

test('an empty bin says so', async () => {
  renderBin({ 'bin:list': () => ok([]) });
  expect(await screen.findByText('The bin is empty.')).toBeTruthy();
});

test('a second click before the answer restores nothing else', async () => {
  const answer = Promise.withResolvers<void>();
  const { bridge, user } = renderBin({
    'bin:restore': async () => {
      await answer.promise;
      return ok(null);
    },
  });
  await user.dblClick(await screen.findByRole('button', { name: 'Restore Petshop' }));
  await act(async () => answer.resolve());
  expect(await screen.findByText('Petshop restored')).toBeTruthy();
  expect(bridge.calls('bin:restore')).toHaveLength(1);
});
