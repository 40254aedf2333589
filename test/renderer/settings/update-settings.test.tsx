import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { UpdateSettings } from '../../../renderer/features/settings/update-settings.tsx';
import { defaultPreferences, type Preferences } from '../../../shared/domain/preferences.ts';
import type { ProgramInfo } from '../../../shared/domain/program.ts';
import { ok } from '../../../shared/result.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const info: ProgramInfo = {
  version: '0.1.0',
  electron: '45.4.1',
  trial: false,
  platform: 'linux',
  home: '/home/somebody',
  releases: 'https://example.org/latchkey/releases',
};

function renderUpdates(more: Partial<ProgramInfo> = {}, opened = true) {
  let preferences: Preferences = defaultPreferences;
  return renderScreen(<UpdateSettings />, {
    'program:info': () => ok({ ...info, ...more }),
    'preferences:get': () => ok(preferences),
    'preferences:set': ({ offerUpdates = false }) => {
      preferences = { ...preferences, offerUpdates };
      return ok(preferences);
    },
    'program:open-releases': () => ok(opened),
  });
}

const offer = () =>
  screen.findByRole<HTMLInputElement>('switch', { name: 'Let me check for updates' });

test('offers no update check until it is turned on, and opens nothing before a click', async () => {
  const { bridge, user } = renderUpdates();
  expect((await offer()).checked).toBe(false);
  expect(screen.getByText(/example\.org\/latchkey\/releases/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();

  await user.click(await offer());
  const check = await screen.findByRole('button', { name: 'Check for updates…' });
  expect(bridge.inputs('preferences:set')).toEqual([{ offerUpdates: true }]);
  expect(bridge.calls('program:open-releases')).toEqual([]);
  await user.click(check);
  expect(bridge.calls('program:open-releases')).toHaveLength(1);
});

test('says when the browser wasn’t opened', async () => {
  const { user } = renderUpdates({}, false);
  await user.click(await offer());
  await user.click(await screen.findByRole('button', { name: 'Check for updates…' }));
  expect(await screen.findByText('Couldn’t open the browser')).toBeTruthy();
});

test('a copy without a releases page says so, and offers no check', async () => {
  renderUpdates({ releases: null });
  expect(await screen.findByText(/built without a releases page/)).toBeTruthy();
  expect(screen.queryByRole('switch')).toBeNull();
});
