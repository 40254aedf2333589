import { act, fireEvent, screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import type { ImportReview } from '../../../shared/domain/api-import.ts';
import type { AppError } from '../../../shared/errors.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { renderApis, resetApis } from '../../support/apis-page.tsx';
import { fails } from '../../support/fake-bridge.ts';
import { runningJob } from '../../support/jobs.ts';
import { apiAnswers } from '../../support/lists.ts';
import { foundApi, sampleApi, sampleReview, summaryOf } from '../../support/sample-apis.ts';

beforeEach(resetApis);

const review = sampleReview([{ found: foundApi(), existing: null }]);

/** What a drop from the desktop carries. */
function carrying(files: readonly File[]) {
  return {
    types: ['Files'],
    effectAllowed: 'all',
    dropEffect: 'copy',
    getData: () => '',
    files,
    items: files.map((file) => ({ kind: 'file', type: file.type, getAsFile: () => file })),
  };
}

function dropOn(zone: Element | null, files: readonly File[]): void {
  if (zone === null) throw new Error('There is no drop zone');
  const dataTransfer = carrying(files);
  fireEvent.dragEnter(zone, { dataTransfer });
  fireEvent.drop(zone, { dataTransfer });
}

const files = [new File(['openapi: 3.0.3'], 'petshop.yaml'), new File(['{}'], 'orders.json')];

test('files dropped on the empty page are passed on unchanged', async () => {
  const { bridge } = renderApis({ 'api-import:drop': () => ok(review) });
  const invitation = await screen.findByText('Import the APIs you use');
  dropOn(invitation.closest('[data-rac]'), files);
  await screen.findByRole('dialog', { name: 'Review import' });
  const [call] = bridge.calls('api-import:drop');
  expect(call?.files).toHaveLength(2);
  expect(call?.files[0]).toBe(files[0]);
  expect(call?.files[1]).toBe(files[1]);
});

test('files dropped on the list are passed on too', async () => {
  const { bridge } = renderApis({
    ...apiAnswers(() => [summaryOf(sampleApi(1))]),
    'api:get': () => ok(sampleApi(1)),
    'api-import:drop': () => ok(review),
  });
  dropOn((await screen.findByRole('listbox', { name: 'APIs' })).closest('[data-rac].zone'), files);
  await screen.findByRole('dialog', { name: 'Review import' });
  expect(bridge.calls('api-import:drop')[0]?.files[0]).toBe(files[0]);
});

test('reading many files shows progress, and can be cancelled', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { promise: answer, resolve: settle } =
    Promise.withResolvers<Result<ImportReview, AppError>>();
  const { bridge, user } = renderApis({
    'api-import:choose': () => answer,
    'api-import:cancel': () => {
      settle(fails('call/cancelled'));
      return ok(null);
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Import APIs…' }));
  // Nothing is read while the open dialog is shown.
  await act(() => vi.advanceTimersByTimeAsync(1000));
  expect(screen.queryByRole('progressbar')).toBeNull();
  act(() => bridge.emit('job', runningJob('api-read', { done: 0, total: 4, at: 'a.yaml' })));
  expect(screen.queryByRole('progressbar')).toBeNull();
  await act(() => vi.advanceTimersByTimeAsync(400));
  act(() => bridge.emit('job', runningJob('api-read', { done: 3, total: 4, at: 'd.yaml' })));
  const bar = screen.getByRole('progressbar', { name: 'Reading d.yaml' });
  expect(bar.getAttribute('aria-valuetext')).toBe('3 of 4 files');
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(bridge.calls('api-import:cancel')).toHaveLength(1);
  await vi.waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull());
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('refuses more files while it is reading', async () => {
  const { promise: answer } = Promise.withResolvers<Result<ImportReview, AppError>>();
  const { bridge, user } = renderApis({ 'api-import:choose': () => answer });
  await user.click(await screen.findByRole('button', { name: 'Import APIs…' }));
  const refused = screen.getByRole('button', {
    name: /^Import APIs…/,
    description: /Already reading files/,
  });
  expect(refused.getAttribute('aria-disabled')).toBe('true');
  dropOn(screen.getByText('Import the APIs you use').closest('[data-rac]'), files);
  expect(await screen.findByText('Already reading files')).toBeTruthy();
  expect(bridge.calls('api-import:drop')).toEqual([]);
});

test('a closed dialog changes nothing', async () => {
  const { user } = renderApis({ 'api-import:choose': () => ok(null) });
  const button = await screen.findByRole('button', { name: 'Import APIs…' });
  await user.click(button);
  expect(button.getAttribute('aria-disabled')).toBeNull();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('says when the files couldn’t be read at all', async () => {
  const { user } = renderApis({ 'api-import:choose': () => fails('internal') });
  await user.click(await screen.findByRole('button', { name: 'Import APIs…' }));
  expect(await screen.findByText('Couldn’t read the files')).toBeTruthy();
});
