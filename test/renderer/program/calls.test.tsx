import { screen } from '@testing-library/react';
import { expect, onTestFinished, test, vi } from 'vitest';
import { useAction, useChannel } from '../../../renderer/program/calls.ts';
import { callConfirmed } from '../../../renderer/program/presence.ts';
import { defaultSettings } from '../../../shared/domain/settings.ts';
import { ok } from '../../../shared/result.ts';
import { errorText } from '../../../shared/words/errors.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

function Owner() {
  const settings = useChannel('settings:get', {});
  const update = useAction('settings:update');
  return (
    <>
      <p>{settings.error ? errorText(settings.error.error) : settings.data?.owner}</p>
      <button type="button" onClick={() => void update.run({ owner: 'grace' })}>
        Rename
      </button>
    </>
  );
}

test('an answer is requested again after a call changed it', async () => {
  let owner = 'ada';
  const { bridge, user } = renderScreen(<Owner />, {
    'settings:get': () => ok({ ...defaultSettings, owner }),
    'settings:update': (patch) => {
      owner = patch.owner ?? owner;
      return ok({ ...defaultSettings, owner });
    },
  });
  expect(await screen.findByText('ada')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  expect(await screen.findByText('grace')).toBeTruthy();
  expect(bridge.inputs('settings:update')).toEqual([{ owner: 'grace' }]);
  expect(bridge.calls('settings:get')).toHaveLength(2);
});

test('an unchanged answer isn’t requested again', async () => {
  const { bridge } = renderScreen(<Owner />, { 'settings:get': () => ok(defaultSettings) });
  await screen.findByText(defaultSettings.owner);
  bridge.emit('changed', ['tokens', 'activity']);
  await Promise.resolve();
  expect(bridge.calls('settings:get')).toHaveLength(1);
});

test('a refusal is returned as its error', async () => {
  renderScreen(<Owner />, { 'settings:get': () => fails('database/busy') });
  expect(await screen.findByText(/Another program is using the workspace/)).toBeTruthy();
});

/** The owner's new name is answered late: when `answer` is resolved. */
async function renderSlow() {
  const answer = Promise.withResolvers<void>();
  let owner = 'ada';
  const { bridge } = renderScreen(<Owner />, {
    'settings:get': async () => {
      if (owner === 'grace') await answer.promise;
      return ok({ ...defaultSettings, owner });
    },
    'settings:update': () => {
      owner = 'grace';
      return ok({ ...defaultSettings, owner });
    },
  });
  await screen.findByText('ada');
  return { bridge, answer };
}

test('a call that changed something is done once the page has the new answer', async () => {
  const { answer } = await renderSlow();
  const renamed = callConfirmed('settings:update', { owner: 'grace' });
  const early = new Promise((resolve) => setTimeout(resolve, 50, 'still asking'));
  expect(await Promise.race([renamed, early])).toBe('still asking');
  answer.resolve();
  expect(await renamed).toMatchObject({ ok: true });
  expect(await screen.findByText('grace')).toBeTruthy();
});

test('an answer that takes long keeps no call waiting', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  onTestFinished(() => void vi.useRealTimers());
  let isChanged = false;
  renderScreen(<Owner />, {
    'settings:get': () => (isChanged ? new Promise(() => undefined) : ok(defaultSettings)),
    'settings:update': () => {
      isChanged = true;
      return ok(defaultSettings);
    },
  });
  await screen.findByText(defaultSettings.owner);
  const renamed = callConfirmed('settings:update', { owner: 'grace' });
  await vi.advanceTimersByTimeAsync(500);
  expect(await renamed).toMatchObject({ ok: true });
});

test('a call isn’t done before the answers that an earlier change has made stale', async () => {
  const { bridge, answer } = await renderSlow();
  const stop = bridge.on('changed', () => {
    stop();
    bridge.emit('changed', ['preferences']);
  });
  const renamed = callConfirmed('settings:update', { owner: 'grace' });
  const early = new Promise((resolve) => setTimeout(resolve, 50, 'still asking'));
  expect(await Promise.race([renamed, early])).toBe('still asking');
  answer.resolve();
  expect(await renamed).toMatchObject({ ok: true });
});
