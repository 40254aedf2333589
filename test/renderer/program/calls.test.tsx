import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useAction, useChannel } from '../../../renderer/program/calls.ts';
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
