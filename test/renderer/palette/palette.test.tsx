import { act, screen, waitFor } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { useApiPage } from '../../../renderer/features/apis/api-store.ts';
import { Palette } from '../../../renderer/features/palette/palette.tsx';
import {
  commandEntries,
  openEntries,
  settingsEntries,
} from '../../../renderer/features/palette/palette-sections.ts';
import { rank } from '../../../renderer/features/palette/rank.ts';
import { useWantedPart } from '../../../renderer/features/settings/settings-parts.ts';
import { runCommand, useCommand } from '../../../renderer/program/commands.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import { commands } from '../../../shared/commands.ts';
import type { ProgramInfo } from '../../../shared/domain/program.ts';
import { ok } from '../../../shared/result.ts';
import { t } from '../../../shared/words/words.ts';
import type { Answers } from '../../support/fake-bridge.ts';
import { apiAnswers, applicationAnswers } from '../../support/lists.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import {
  aGlance,
  anApi,
  apiId,
  applicationId,
  aSummary,
  aToken,
  issuedKeys,
  tokenId,
} from '../../support/samples.ts';

const info: ProgramInfo = {
  version: '0.1.0',
  electron: '45.4.1',
  trial: false,
  platform: 'linux',
  home: '/home/ada',
  releases: null,
};

const applications = [
  aSummary(1, { name: 'Petshop', production: aGlance(), sandbox: aGlance({ revokedAt: 1 }) }),
  aSummary(2, { name: 'Orders' }),
];

const toGateways = (): void => usePlace.setState({ page: 'gateways' });

function Window() {
  useCommand('go.gateways', toGateways);
  return <Palette />;
}

async function openPalette(answers: Answers = {}) {
  const rendered = renderScreen(<Window />, {
    'program:info': () => ok(info),
    ...applicationAnswers(() => [...applications]),
    ...apiAnswers(() => [anApi(7, { name: 'Zoo', context: '/animals' })]),
    ...answers,
  });
  await act(async () => runCommand('palette'));
  await screen.findByRole('dialog', { name: 'Command palette' });
  return rendered;
}

/** What is done where no command of the menu bar leads, by the words for it. */
const doneOnPages = [
  ['rotate retire certificate import', 'go.signing-keys'],
  ['tiers quotas throttling plan scopes', 'go.business-plans'],
  ['audit export', 'go.activity'],
  ['trash deleted', 'go.bin'],
  ['language zoom density theme', 'settings:appearance'],
  ['owner', 'settings:general'],
  ['rename move location', 'settings:workspace'],
  ['restore merge integrity folder backup', 'settings:backups'],
  ['passphrase recovery keyring lock', 'settings:security'],
  ['person colleague unlock', 'settings:methods'],
  ['validity reminder', 'settings:tokens'],
  ['profile algorithm claims', 'settings:format'],
  ['custom attributes', 'settings:attributes'],
  ['archive expired', 'settings:retention'],
  ['issuer audience iss', 'settings:issuer'],
  ['clipboard clear', 'settings:clipboard'],
  ['shortcut hotkey tray', 'settings:quick-copy'],
  ['release updates', 'settings:updates'],
  ['version licence', 'settings:about'],
] as const;

/** Buttons of pages that have no command, and where the palette leads for them. */
const pageActions = [
  [t('signingKeys.create'), 'go.signing-keys'],
  [t('signingKeys.import'), 'go.signing-keys'],
  [t('signingKeys.rotate'), 'go.signing-keys'],
  [t('businessPlan.add'), 'go.business-plans'],
  [t('workspace.change'), 'settings:security'],
  [t('workspace.newCode'), 'settings:security'],
  [t('backup.restore'), 'settings:backups'],
  [t('backup.checkWorkspace'), 'settings:backups'],
  [t('backup.chooseFolder'), 'settings:backups'],
] as const;

const option = (name: string | RegExp) => screen.findByRole('menuitem', { name });

describe('commands', () => {
  test('are listed with their shortcuts, and run', async () => {
    const { user } = await openPalette();
    const gateways = await option(/^Gateways/);
    expect(gateways.textContent).toContain('Ctrl+5');
    await user.click(gateways);
    expect(usePlace.getState().page).toBe('gateways');
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  test('that aren’t available here say so; the palette doesn’t list itself', async () => {
    await openPalette();
    const search = await option(/^Search the list/);
    expect(search.getAttribute('aria-disabled')).toBe('true');
    expect(search.textContent).toContain('Not available on this page');
    expect(screen.queryByRole('menuitem', { name: /^Command palette/ })).toBeNull();
  });

  test('all of them are in it, with the words that people type for them', () => {
    const entries = commandEntries(() => true, 'linux');
    const ids = commands.map(({ id }) => id).filter((id) => id !== 'palette');
    expect(entries.map(({ id }) => id)).toEqual(ids);
    const first = (query: string) => rank(entries, query, [])[0]?.entries[0]?.id;
    for (const [query, id] of [
      ['renew', 'token.regenerate'],
      ['revoke', 'token.revoke'],
      ['jwks', 'gateway.jwks'],
      ['haproxy', 'gateway.haproxy'],
      ['theme dark', 'theme.dark'],
      ['backup', 'backup.create'],
      ['shortcuts', 'help.shortcuts'],
    ] as const) {
      expect([query, first(query)]).toEqual([query, id]);
    }
  });

  test('what pages and sections of Settings do is found by its words', () => {
    const entries = [...commandEntries(() => true, 'linux'), ...settingsEntries()];
    const found = (query: string) =>
      rank(entries, query, []).flatMap((group) => group.entries.map(({ id }) => id));
    for (const [words, id] of doneOnPages) {
      for (const word of words.split(' '))
        expect([word, found(word)]).toEqual([word, expect.arrayContaining([id])]);
    }
    // Each section is in the list above: a new one needs its words.
    const named = new Set<string>(doneOnPages.map(([, id]) => id));
    expect(settingsEntries().filter(({ id }) => !named.has(id))).toEqual([]);
  });

  test('every label in the menus of pages is found, or its page is', () => {
    const entries = [...commandEntries(() => true, 'linux'), ...settingsEntries()];
    const found = (query: string) =>
      rank(entries, query, []).flatMap((group) => group.entries.map(({ id }) => id));
    for (const [label, id] of pageActions) {
      const words = label
        .replaceAll(/[^\w ]/g, '')
        .toLowerCase()
        .split(' ');
      const isFound = words.some((word) => word.length > 3 && found(word).includes(id));
      expect([label, isFound]).toEqual([label, true]);
    }
  });

  test('a section of Settings opens there', async () => {
    const { user } = await openPalette();
    await user.keyboard('recovery code');
    await user.click(await option('Settings: Security'));
    expect(usePlace.getState().page).toBe('settings');
    expect(useWantedPart.getState().part).toBe('security');
  });

  test('Ctrl+K, "lo", Enter never locks: locking wants its whole word', () => {
    const entries = commandEntries(() => true, 'linux');
    const found = (query: string) =>
      rank(entries, query, [])
        .flatMap((group) => group.entries)
        .find(({ id }) => id === 'lock');
    expect(found('lo')?.disabledReason).toBe('Type “lock” to use it');
    expect(found('lock')?.disabledReason).toBeUndefined();
  });

  test('the palette never opens above a dialog', async () => {
    renderScreen(
      <>
        <Window />
        {/* oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- as the headless library does */}
        <section role="dialog" aria-label="Something else" />
      </>,
      { 'program:info': () => ok(info) },
    );
    await act(async () => runCommand('palette'));
    expect(screen.queryByRole('dialog', { name: 'Command palette' })).toBeNull();
  });

  test('of another page open that page', async () => {
    const { user } = await openPalette();
    await user.click(await option(/^Import APIs/));
    expect(usePlace.getState().page).toBe('apis');
  });
});

test('the first command is selected on opening: Enter runs it', async () => {
  const { user } = await openPalette();
  await option('Open Orders');
  const items = screen.getAllByRole('menuitem');
  const first = items.find((item) => item.getAttribute('aria-disabled') !== 'true');
  const field = document.activeElement;
  await waitFor(() => expect(field?.getAttribute('aria-activedescendant')).toBe(first?.id));
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('dialog', { name: 'Command palette' })).toBeNull();
});

test('an API is found by its name and its context, and opened', async () => {
  const { user } = await openPalette();
  await option('Open Zoo 1.0.0');
  await user.keyboard('animals{Enter}');
  expect(usePlace.getState().page).toBe('apis');
  expect(useApiPage.getState().selectedId).toBe(apiId(7));
});

describe('applications', () => {
  test('are found by typing, and opened by Enter', async () => {
    const { user } = await openPalette();
    await option('Open Orders');
    await user.keyboard('open ord');
    expect(screen.getAllByRole('menuitem')[0]?.textContent).toBe('Open Orders');
    await user.keyboard('{Enter}');
    expect(usePlace.getState()).toMatchObject({
      page: 'applications',
      applicationId: applicationId(2),
    });
  });

  test('come before commands that match too', async () => {
    const { user } = await openPalette({
      ...applicationAnswers(() => [aSummary(3, { name: 'Loyalty' })]),
    });
    await option('Open Loyalty');
    await user.keyboard('lo');
    expect(screen.getAllByRole('menuitem')[0]?.textContent).toBe('Open Loyalty');
    expect((await option(/^Lock workspace/)).getAttribute('aria-disabled')).toBe('true');
  });

  test('are found by some of their letters, best match first', () => {
    const named = ['Petshop website', 'Competitor prices', 'Orders export'].map((name, index) =>
      aSummary(index + 1, { name }),
    );
    const found = (query: string) =>
      rank(openEntries(named, 0), query, []).flatMap(({ entries }) => entries);
    expect(found('pet').map(({ name }) => name)).toEqual(['Petshop website', 'Competitor prices']);
    expect(found('ptshp').map(({ name }) => name)).toEqual(['Petshop website']);
    expect(found('orex')[0]?.name).toBe('Orders export');
  });

  test('of two that match as well, the one used lately comes first', () => {
    const named = ['Stock one', 'Stock two'].map((name, index) => aSummary(index + 1, { name }));
    const entries = openEntries(named, 0);
    const first = (used: readonly string[]) => rank(entries, 'stock', used)[0]?.entries[0]?.name;
    expect(first([entries[0]?.id ?? ''])).toBe('Stock one');
    expect(first([entries[1]?.id ?? ''])).toBe('Stock two');
  });

  test('don’t come first for the name of their section', async () => {
    const { user } = await openPalette();
    await option('Open Orders');
    await user.keyboard('appl');
    const found = screen.getAllByRole('menuitem').map((item) => item.textContent);
    expect(found.some((text) => text.startsWith('Applications'))).toBe(true);
    expect(found).not.toContain('Open Orders');
  });

  test('with a token offer to copy it', async () => {
    const { bridge, user } = await openPalette({
      'keys:get': () => ok(issuedKeys()),
      'secret:copy': () => ok({ clearsInSeconds: 30, clears: true }),
    });
    await user.click(await option(/^Copy access token of Petshop, Production/));
    expect(await screen.findByText('Access token of Petshop, Production')).toBeTruthy();
    expect(bridge.inputs('keys:get')).toEqual([
      { applicationId: applicationId(1), keyType: 'PRODUCTION' },
    ]);
    expect(bridge.inputs('secret:copy')).toEqual([{ kind: 'access-token', id: tokenId(1) }]);
  });

  test('whose token was just revoked have nothing to copy', async () => {
    const { bridge, user } = await openPalette({
      'keys:get': () => ok(issuedKeys({ token: aToken(1, { revokedAt: 5 }) })),
    });
    await user.click(await option(/^Copy access token of Petshop, Production/));
    expect(
      await screen.findByText('The access token of Petshop, Production has been revoked'),
    ).toBeTruthy();
    expect(bridge.calls('secret:copy')).toEqual([]);
  });

  test('list only their tokens at "Copy token…"', async () => {
    await openPalette();
    await act(async () => runCommand('token.copy'));
    await screen.findByRole('dialog', { name: 'Copy access token' });
    const items = screen.getAllByRole('menuitem');
    expect(items.map((item) => item.textContent)).toEqual([
      expect.stringContaining('Copy access token of Petshop, Production'),
      expect.stringContaining('Copy access token of Petshop, Sandbox'),
    ]);
  });

  test('with an unusable token say why; without a token there is nothing to copy', async () => {
    await openPalette();
    const sandbox = await option(/^Copy access token of Petshop, Sandbox/);
    expect(sandbox.getAttribute('aria-disabled')).toBe('true');
    expect(sandbox.textContent).toContain('Revoked');
    expect(screen.queryByRole('menuitem', { name: /^Copy access token of Orders/ })).toBeNull();
  });
});
