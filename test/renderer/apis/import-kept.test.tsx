import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { goTo } from '../../../renderer/program/navigation.ts';
import type { ImportReview } from '../../../shared/domain/api-import.ts';
import { ok } from '../../../shared/result.ts';
import { openReview, resetApis, reviewRow, twoFound } from '../../support/apis-page.tsx';

beforeEach(resetApis);

describe('an import’s findings are kept', () => {
  test('Escape keeps the review and what was typed', async () => {
    const { bridge, user } = await openReview(twoFound);
    await screen.findByRole('dialog');
    await user.type(within(reviewRow('Orders 1.0.0')).getByLabelText('Name'), ' EU');
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(bridge.calls('api-import:cancel')).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Review' }));
    expect(screen.getByLabelText('Orders EU 1.0.0')).toBeTruthy();
  });

  test('Discard asks first', async () => {
    const { bridge, user } = await openReview(twoFound);
    await user.click(await screen.findByRole('button', { name: 'Discard' }));
    const question = screen.getByRole('alertdialog');
    expect(within(question).getByText(/review of 2 APIs/)).toBeTruthy();
    await user.click(within(question).getByRole('button', { name: 'Keep reviewing' }));
    expect(screen.getByRole('button', { name: 'Import 2 APIs' })).toBeTruthy();
    await user.click(screen.getByRole('button', { name: 'Discard' }));
    await user.click(
      within(screen.getByRole('alertdialog')).getByRole('button', { name: 'Discard' }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bridge.calls('api-import:cancel')).toHaveLength(1);
  });

  test('reading other files asks first', async () => {
    const { bridge, user } = await openReview(twoFound);
    await screen.findByRole('dialog');
    await user.keyboard('{Escape}');
    await user.click(screen.getByRole('button', { name: 'Import APIs…' }));
    expect(bridge.calls('api-import:choose')).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Keep reviewing' }));
    await user.click(screen.getByRole('button', { name: 'Import APIs…' }));
    await user.click(screen.getByRole('button', { name: 'Discard and read files' }));
    expect(bridge.calls('api-import:choose')).toHaveLength(2);
  });

  test('a review that becomes ready on another page waits, and a notice says so', async () => {
    const { promise: reading, resolve: answer } = Promise.withResolvers<ImportReview>();
    const { user } = await openReview(twoFound, {
      'api-import:choose': async () => ok(await reading),
    });
    goTo('tokens');
    answer(twoFound);
    expect(await screen.findByText('2 APIs found')).toBeTruthy();
    expect(screen.queryByRole('dialog')).toBeNull();
    const [fromToast] = screen.getAllByRole('button', { name: 'Review' });
    if (fromToast !== undefined) await user.click(fromToast);
    expect(screen.getByRole('dialog', { name: 'Review import' })).toBeTruthy();
  });
});
