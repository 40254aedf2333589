import { act, screen, waitFor, within } from '@testing-library/react';
import type { ComponentType } from 'react';
import { beforeEach, expect, test } from 'vitest';
import { ClipboardSettings } from '../../../renderer/features/settings/clipboard-settings.tsx';
import { SettingsPage } from '../../../renderer/features/settings/settings-page.tsx';
import { TokenSettings } from '../../../renderer/features/settings/token-settings.tsx';
import { useChannel } from '../../../renderer/program/calls.ts';
import { clearDraft, keepDraft, keepDrafts } from '../../../renderer/program/drafts.ts';
import { defaultPreferences } from '../../../shared/domain/preferences.ts';
import type { ProgramInfo } from '../../../shared/domain/program.ts';
import { defaultSettings, type Settings } from '../../../shared/domain/settings.ts';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { ok } from '../../../shared/result.ts';
import { DAY_MS } from '../../../shared/time.ts';
import { type Answers, fails, isTyped } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

beforeEach(() => {
  for (const section of ['General', 'Tokens', 'Clipboard', 'Security'])
    clearDraft(`settings:${section}`);
});

const info: ProgramInfo = {
  version: '0.1.0',
  electron: '45.4.1',
  trial: false,
  platform: 'linux',
  home: '/home/somebody/.config/Latchkey',
  releases: null,
};

const workspace: WorkspaceState = {
  phase: 'open',
  file: '/home/somebody/work.latchkey',
  name: 'work',
  owner: 'owner',
  keyring: { available: false, enabled: false },
  recent: [],
  problem: null,
  trouble: null,
  notices: [],
  recoveryCodeKept: true,
  readOnly: null,
  clock: null,
  isDiskFull: false,
  doubt: null,
  keyConflict: [],
};

/** One section as the page shows it: jsdom takes several times as long for all of them. */
function Alone({ section: One }: { readonly section: ComponentType<{ settings: Settings }> }) {
  const { data: settings } = useChannel('settings:get', {});
  return settings === undefined ? null : <One settings={settings} />;
}

function renderSettings(answers: Answers = {}, page = <SettingsPage />) {
  let stored: Settings = defaultSettings;
  return renderScreen(
    page,
    {
      'settings:get': () => ok(stored),
      'settings:update': (patch) => {
        stored = { ...stored, ...(patch as Partial<Settings>) };
        return ok(stored);
      },
      'program:info': () => ok(info),
      // A test that keeps drafts keeps those of the tests after it, too.
      'drafts:keep': () => ok(null),
      'workspace:state': () => ok(workspace),
      'business-plan:list': () => ok([]),
      'bin:list': () => ok([]),
      'workspace:methods': () => ok({ methods: [], most: 10 }),
      ...answers,
    },
    { page: 'settings' },
  );
}

const validity = () =>
  screen.findByLabelText<HTMLInputElement>('Default access token validity period');
const tokens = async () => within(await screen.findByRole('form', { name: 'Tokens' }));

async function type(text: string) {
  const page = renderSettings({}, <Alone section={TokenSettings} />);
  const field = await validity();
  await page.user.clear(field);
  if (text !== '') await page.user.type(field, text);
  return { ...page, field };
}

test('the default validity accepts durations', async () => {
  const { field, user } = await type('7200');
  expect((await tokens()).getByText('7200 s, 2 hours')).toBeTruthy();
  await user.clear(field);
  await user.type(field, '-5');
  expect((await tokens()).getByText('Never expires')).toBeTruthy();
  expect((await tokens()).getByText(/tokens that never expire unless/)).toBeTruthy();
});

test.each([
  ['', 'Enter a validity period.'],
  ['soon', 'Enter a duration such as 3600, 1h or 90d.'],
  ['1.5', 'Enter a duration such as 3600, 1h or 90d.'],
  ['0', /^Enter 1 or more seconds/],
  ['2147483648', 'Enter 2,147,483,647 or less.'],
])('the validity “%s” is refused at the field, and kept', async (text, message) => {
  const { bridge, field, user } = await type(text);
  await user.type(field, '{Enter}');
  expect((await tokens()).getByRole('alert').textContent).toMatch(message);
  expect(document.activeElement).toBe(field);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(field.value).toBe(text);
  expect(bridge.calls('settings:update')).toEqual([]);
});

test('a negative validity is stored as “never expires”', async () => {
  const { bridge, field, user } = await type('-5');
  await user.type(field, '{Enter}');
  expect(bridge.inputs('settings:update')).toEqual([
    { defaultValiditySeconds: -1, keepOldToken: false, announceExpiry: true },
  ]);
  expect(await screen.findByText('Settings saved: Tokens')).toBeTruthy();
});

test('says whom a change affects, and what Re-generate does', async () => {
  const { bridge, user } = renderSettings();
  expect(await screen.findByText(/existing keys keep theirs/)).toBeTruthy();
  await user.click(screen.getByLabelText('stays valid until it expires'));
  await user.click(screen.getByRole('button', { name: 'Save Tokens' }));
  expect(bridge.inputs('settings:update')).toEqual([
    { defaultValiditySeconds: 3600, keepOldToken: true, announceExpiry: true },
  ]);
});

test('a section saves only itself, and only what was changed', async () => {
  const { bridge, user } = renderSettings();
  const owner = await screen.findByLabelText('Owner');
  const save = screen.getByRole('button', { name: 'Save General' });
  expect(save.getAttribute('aria-disabled')).toBe('true');
  await user.type(await validity(), '0');
  await user.clear(owner);
  await user.type(owner, 'Zoë{Enter}');
  expect(bridge.inputs('settings:update')).toEqual([{ owner: 'Zoë' }]);
  expect((await validity()).value).toBe('36000');
});

test('keeps what was typed while another page is open', async () => {
  const { user, unmount } = renderSettings();
  await user.type(await validity(), '9');
  unmount();
  renderSettings();
  expect((await validity()).value).toBe('36009');
});

test.each([
  ['4', 'Enter 5 or more.'],
  ['601', 'Enter 600 or less.'],
  ['ten', 'Enter a number of seconds, such as 60.'],
])('refuses to clear the clipboard after “%s” seconds', async (text, message) => {
  const { bridge, user } = renderSettings({}, <Alone section={ClipboardSettings} />);
  const field = await screen.findByLabelText('Clear copied secrets after');
  await user.clear(field);
  await user.type(field, `${text}{Enter}`);
  const form = within(screen.getByRole('form', { name: 'Clipboard' }));
  expect(form.getByRole('alert').textContent).toBe(message);
  expect(bridge.calls('settings:update')).toEqual([]);
});

test('shows the program’s error in its section', async () => {
  const { user } = renderSettings({ 'settings:update': () => fails('file/disk-full') });
  await user.type(await screen.findByLabelText('Owner'), '!{Enter}');
  const form = within(screen.getByRole('form', { name: 'General' }));
  expect(await form.findByRole('alert')).toBeTruthy();
});

test('a theme applies at once', async () => {
  const { bridge, user } = renderSettings({
    'preferences:set': (patch) => ok({ ...defaultPreferences, theme: patch.theme ?? 'system' }),
  });
  await user.click(await screen.findByLabelText('High contrast'));
  await user.click(screen.getByLabelText('Compact'));
  expect(bridge.inputs('preferences:set')).toEqual([{ theme: 'contrast' }, { density: 'compact' }]);
});

test('lists the unlock methods under Security', async () => {
  const { bridge, user } = renderSettings();
  const security = await screen.findByRole('region', { name: 'Security' });
  expect(await within(security).findByText('Change passphrase…')).toBeTruthy();
  const minutes = within(security).getByLabelText('Lock after');
  await user.clear(minutes);
  await user.type(minutes, '0{Enter}');
  expect(within(security).getByRole('alert').textContent).toBe('Enter 1 or more.');
  await user.type(minutes, '{Backspace}5{Enter}');
  expect(bridge.inputs('settings:update')).toEqual([{ lockAfterMinutes: 5 }]);
});

test('shows what a bug report needs', async () => {
  renderSettings({ 'program:info': () => ok({ ...info, trial: true, electron: '42.0.0' }) });
  expect(await screen.findByText('0.1.0')).toBeTruthy();
  expect(screen.getByText(/^42\.0\.0, a trial runtime/)).toBeTruthy();
  expect(screen.getByText('/home/somebody/.config/Latchkey')).toBeTruthy();
});

test('the keyring is turned on with the passphrase, and off without', async () => {
  let keyring = { available: true, enabled: false };
  const { bridge, user } = renderSettings({
    'workspace:state': () => ok({ ...workspace, keyring }),
    'workspace:set-keyring': (wanted) => {
      if (wanted.enabled && !isTyped(wanted.passphrase, 'right')) {
        return fails('workspace/wrong', { field: 'passphrase' });
      }
      keyring = { available: true, enabled: wanted.enabled };
      return ok(null);
    },
  });
  const name = 'Unlock with this system’s keyring';
  const box = () => screen.findByRole<HTMLInputElement>('switch', { name });
  await user.click(await box());
  const dialog = within(await screen.findByRole('dialog', { name: 'Unlock with the keyring' }));
  await user.type(dialog.getByLabelText('Passphrase'), 'wrong{Enter}');
  expect(await dialog.findByText(/Caps Lock/)).toBeTruthy();
  await user.clear(dialog.getByLabelText('Passphrase'));
  await user.type(dialog.getByLabelText('Passphrase'), 'right{Enter}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await waitFor(async () => expect((await box()).checked).toBe(true));
  await user.click(await box());
  await waitFor(async () => expect((await box()).checked).toBe(false));
  expect(bridge.inputs('workspace:set-keyring').at(-1)).toEqual({ enabled: false });
});

test('About shows where the workspace is, which may differ from the data directory', async () => {
  renderSettings();
  expect(await screen.findByText('/home/somebody/work.latchkey')).toBeTruthy();
  expect(screen.getByText('/home/somebody/.config/Latchkey')).toBeTruthy();
});

test('Lock now saves the last input', async () => {
  const { bridge } = renderSettings({
    'drafts:get': () => ok({}),
    'drafts:keep': () => ok(null),
    'workspace:lock': () => ok(null),
  });
  await keepDrafts();
  const button = await screen.findByRole('button', { name: 'Lock now' });
  keepDraft('settings:General', { owner: 'Grace' });
  act(() => button.click());
  expect(bridge.inputs('workspace:lock')).toHaveLength(1);
  expect(bridge.inputs('drafts:keep')).toMatchObject([{ 'settings:General': { owner: 'Grace' } }]);
});

test('expired tokens are archived to an encrypted file and deleted, after saying how many', async () => {
  const { bridge, user } = renderSettings({
    'token:count': ({ expiresBefore = 0 }) => {
      const found = Date.now() - expiresBefore > 700 * DAY_MS ? 0 : 12;
      return ok({ found, active: 0 });
    },
    'token:purge': () => ok({ count: 12, path: '/home/somebody/old.json' }),
  });
  await user.click(await screen.findByRole('button', { name: /^Archive and delete/ }));
  const dialog = within(await screen.findByRole('dialog', { name: /^Archive and delete/ }));
  await dialog.findByRole('button', { name: 'Delete 12 tokens' });
  // Nothing is deleted without the passphrase of its archive.
  await user.type(dialog.getByLabelText(/^Passphrase/), 'nine green bottles');
  await user.click(dialog.getByRole('button', { name: 'Delete 12 tokens' }));
  expect(await dialog.findByText('The passphrases don’t match.')).toBeTruthy();
  expect(bridge.calls('token:purge')).toEqual([]);
  await user.type(dialog.getByLabelText(/^Repeat the passphrase/), 'nine green bottles');
  await user.click(dialog.getByRole('button', { name: 'Delete 12 tokens' }));
  expect(await screen.findByText('12 tokens deleted')).toBeTruthy();
  const [purge] = bridge.inputs('token:purge');
  expect(purge?.archive).not.toBeNull();
  const age = Date.now() - (purge?.expiredBefore ?? 0);
  expect(Math.floor(age / DAY_MS)).toBe(365);
});

test('what is typed while a section is saved stays typed', async () => {
  const saved = Promise.withResolvers<void>();
  let stored = defaultSettings;
  const { user } = renderSettings(
    {
      'settings:get': () => ok(stored),
      'settings:update': async (patch) => {
        await saved.promise;
        stored = { ...stored, ...(patch as Partial<Settings>) };
        return ok(stored);
      },
    },
    <Alone section={TokenSettings} />,
  );
  const field = await validity();
  await user.clear(field);
  await user.type(field, '7200{Enter}');
  await user.click(screen.getByLabelText(/^Notify me/));
  await user.type(field, '0');
  await act(async () => saved.resolve());
  await screen.findByText('Settings saved: Tokens');
  expect(field.value).toBe('72000');
});
