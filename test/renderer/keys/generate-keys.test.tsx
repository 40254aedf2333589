import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { issueDraftOf } from '../../../renderer/features/keys/issue-draft.ts';
import { KeysTab } from '../../../renderer/features/keys/keys-tab.tsx';
import { ReminderNotices } from '../../../renderer/features/keys/reminder-notices.tsx';
import { clearDraft } from '../../../renderer/program/drafts.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import type { AvailableScope } from '../../../shared/domain/keys.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen, type Screen } from '../../support/render-screen.tsx';
import {
  aKeysView,
  anApplication,
  applicationId,
  aToken,
  issuedKeys,
  tokenId,
} from '../../support/samples.ts';

const petshop = anApplication(1, { name: 'Petshop', subscriptionCount: 2 });
const scopes: readonly AvailableScope[] = [
  { name: 'read:pets', displayName: 'Read pets', description: 'See them', apis: ['Pets 1.0.0'] },
  { name: 'write:pets', displayName: '', description: '', apis: ['Pets 1.0.0', 'Zoo 2'] },
];

beforeEach(() => {
  clearDraft(issueDraftOf(applicationId(1), 'PRODUCTION'));
  clearDraft(issueDraftOf(applicationId(1), 'SANDBOX'));
});

async function openTab(answers: Answers = {}, keyType: 'PRODUCTION' | 'SANDBOX' = 'PRODUCTION') {
  const shown: Screen = renderScreen(<KeysTab application={petshop} keyType={keyType} />, {
    'keys:get': () => ok(aKeysView({ scopes: [...scopes] })),
    'keys:generate': () => ok(aToken(1)),
    'token:list': () => ok({ tokens: [], more: false }),
    ...answers,
  });
  await screen.findByLabelText(/^Access token validity period/);
  return shown;
}

const validity = () => screen.getByLabelText(/^Access token validity period/);
const generate = () => screen.getByRole('button', { name: 'Generate Keys' });

async function type(user: Screen['user'], text: string): Promise<void> {
  await user.clear(validity());
  if (text !== '') await user.type(validity(), text);
}

test('the validity starts with the default and its duration in words', async () => {
  const { user } = await openTab();
  expect(validity()).toHaveProperty('value', '3600');
  expect(screen.getByText('3600 s, 1 hour')).toBeTruthy();
  await type(user, '5400');
  expect(screen.getByText('5400 s, 1 hour, 30 minutes')).toBeTruthy();
  await type(user, '-5');
  expect(screen.getByText('Never expires')).toBeTruthy();
});

test.each([
  ['', 'Enter a validity period.'],
  ['0', /^Enter 1 or more seconds/],
  ['00', /^Enter 1 or more seconds/],
  ['1.5', 'Enter a duration such as 3600, 1h or 90d.'],
  ['1e3', 'Enter a duration such as 3600, 1h or 90d.'],
  ['an hour', 'Enter a duration such as 3600, 1h or 90d.'],
  ['2147483648', 'Enter 2,147,483,647 or less.'],
  ['99999999999999999999', 'Enter 2,147,483,647 or less.'],
])('“%s” is refused at the field, and nothing is generated or lost', async (typed, words) => {
  const { bridge, user } = await openTab();
  await user.click(screen.getByRole('checkbox', { name: /write:pets/ }));
  await type(user, typed);
  await user.click(generate());
  const message = screen.getByText(words);
  expect(validity().getAttribute('aria-describedby')).toContain(
    message.closest('[id]')?.id ?? 'none',
  );
  expect(validity().getAttribute('aria-invalid')).toBe('true');
  expect(document.activeElement).toBe(validity());
  expect(bridge.calls('keys:generate')).toEqual([]);
  expect(validity()).toHaveProperty('value', typed);
  expect(screen.getByRole('checkbox', { name: /write:pets/ })).toHaveProperty('checked', true);
});

test('generates once per click, with the entered values', async () => {
  const { bridge, user } = await openTab();
  await type(user, '7200');
  await user.click(screen.getByRole('checkbox', { name: 'Read pets (read:pets)' }));
  await user.dblClick(generate());
  expect(bridge.inputs('keys:generate')).toEqual([
    {
      applicationId: applicationId(1),
      keyType: 'PRODUCTION',
      validitySeconds: 7200,
      scopes: ['read:pets'],
    },
  ]);
});

test('Enter in the field generates too; pressed twice, once', async () => {
  const signing = Promise.withResolvers<void>();
  const { bridge, user } = await openTab({
    'keys:generate': () => signing.promise.then(() => ok(aToken(1))),
  });
  await user.click(validity());
  await user.keyboard('{Enter}{Enter}');
  expect(bridge.calls('keys:generate')).toHaveLength(1);
  signing.resolve();
  await waitFor(() => expect(generate().getAttribute('data-pending')).toBeNull());
});

test('Sandbox Keys are generated for SANDBOX', async () => {
  const { bridge, user } = await openTab({}, 'SANDBOX');
  await user.click(generate());
  expect(bridge.inputs('keys:generate')).toMatchObject([{ keyType: 'SANDBOX' }]);
});

test('after Generate Keys the focus is on Copy of the access token', async () => {
  let view = aKeysView();
  const { user } = await openTab({
    'keys:get': () => ok(view),
    'keys:generate': () => {
      view = issuedKeys();
      return ok(aToken(1));
    },
  });
  await user.click(generate());
  const group = await screen.findByRole('group', { name: 'Access token' });
  expect(document.activeElement).toBe(within(group).getByRole('button', { name: 'Copy token' }));
});

test('a token that never expires asks once, and Cancel issues nothing', async () => {
  const { bridge, user } = await openTab();
  await type(user, '-7');
  await user.click(generate());
  const question = await screen.findByRole('alertdialog');
  expect(question.textContent).toContain('Generate a token that never expires?');
  expect(bridge.calls('keys:generate')).toEqual([]);
  await user.keyboard('{Enter}');
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(bridge.calls('keys:generate')).toEqual([]);
  await user.click(generate());
  await user.click(await screen.findByRole('button', { name: 'Generate it' }));
  expect(bridge.inputs('keys:generate')).toMatchObject([{ validitySeconds: -1 }]);
});

test('the program’s error is shown, and what was entered stays', async () => {
  const { user } = await openTab({
    'keys:generate': () =>
      fails('scope/not-subscribed', { field: 'scopes', detail: { scope: 'read:pets' } }),
  });
  await type(user, '60');
  await user.click(screen.getByRole('checkbox', { name: /read:pets/ }));
  await user.click(generate());
  const said = await screen.findByText('No subscribed API has the scope read:pets.');
  expect(screen.getByRole('group', { name: 'Scopes' }).contains(said)).toBe(true);
  expect(validity()).toHaveProperty('value', '60');
});

test('restores what was typed after leaving the page', async () => {
  const { unmount, user } = await openTab();
  await type(user, '120');
  unmount();
  await openTab();
  expect(validity()).toHaveProperty('value', '120');
});

test('each scope shows its name, description and APIs', async () => {
  await openTab();
  const group = screen.getByRole('group', { name: 'Scopes' });
  expect(within(group).getByRole('checkbox', { name: 'Read pets (read:pets)' })).toBeTruthy();
  expect(group.textContent).toContain('See them · Pets 1.0.0');
  expect(group.textContent).toContain('Pets 1.0.0, Zoo 2');
  expect(
    screen.getByText('No scopes selected. The token will have the scope “default”.'),
  ).toBeTruthy();
});

test('selects all and none', async () => {
  const { bridge, user } = await openTab();
  await user.click(screen.getByRole('button', { name: 'Select all' }));
  expect(screen.getByText('2 of 2 selected')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Select none' }));
  await user.click(screen.getByRole('button', { name: 'Select all' }));
  await user.click(generate());
  expect(bridge.inputs('keys:generate')).toMatchObject([{ scopes: ['read:pets', 'write:pets'] }]);
});

test('more than twelve scopes can be searched, and hidden ones stay selected', async () => {
  const many = Array.from({ length: 13 }, (_, n) => ({
    name: `scope:${n}`,
    displayName: '',
    description: '',
    apis: ['Pets 1.0.0'],
  }));
  const { bridge, user } = await openTab({ 'keys:get': () => ok(aKeysView({ scopes: many })) });
  await user.click(screen.getByRole('checkbox', { name: 'scope:3' }));
  await user.type(screen.getByRole('searchbox', { name: 'Search scopes' }), 'scope:12');
  expect(screen.getAllByRole('checkbox')).toHaveLength(1);
  await user.click(screen.getByRole('checkbox', { name: 'scope:12' }));
  // Enter in the search issues nothing.
  await user.type(screen.getByRole('searchbox', { name: 'Search scopes' }), '{Enter}');
  expect(bridge.calls('keys:generate')).toEqual([]);
  await user.click(generate());
  expect(bridge.inputs('keys:generate')).toMatchObject([{ scopes: ['scope:3', 'scope:12'] }]);
});

test('a validity over a year asks for confirmation; presets and the end are shown', async () => {
  const { bridge, user } = await openTab();
  await user.click(screen.getByRole('button', { name: '1 year' }));
  expect(validity()).toHaveProperty('value', '1y');
  expect(screen.getByText(/^Expires .+/)).toBeTruthy();
  await type(user, '18 months');
  await user.click(generate());
  const dialog = await screen.findByRole('alertdialog', { name: /lasts this long/ });
  expect(bridge.inputs('keys:generate')).toEqual([]);
  await user.click(within(dialog).getByRole('button', { name: 'Generate it' }));
  await waitFor(() =>
    expect(bridge.inputs('keys:generate')).toMatchObject([{ validitySeconds: 47_304_000 }]),
  );
});

test('sends the chosen profile and algorithm, and shows the engines that refuse them', async () => {
  const { bridge, user } = await openTab();
  await user.click(screen.getByRole('button', { name: 'Format and signature' }));
  await user.click(screen.getByRole('button', { name: /Token profile/ }));
  await user.click(screen.getByRole('option', { name: /^JWT/ }));
  await user.click(screen.getByRole('button', { name: /Signing algorithm/ }));
  await user.click(screen.getByRole('option', { name: 'ES256' }));
  expect(
    screen.getByText(
      'Not accepted by Apache with mod_auth_openidc, Gravitee, AWS API Gateway, Azure API Management, WSO2 API Manager, and Spring Security.',
    ),
  ).toBeTruthy();
  await user.click(generate());
  await waitFor(() =>
    expect(bridge.inputs('keys:generate')).toMatchObject([{ profile: 'jwt', algorithm: 'ES256' }]),
  );
});

test('a preview comes into view with header, claims and size, and why something is left out', async () => {
  const { bridge, user } = await openTab({
    'token:preview': () =>
      ok({
        profile: 'standard',
        algorithm: 'RS256',
        issuer: 'urn:x',
        audience: ['urn:y'],
        header: '{ "typ": "at+jwt" }',
        claims: '{ "iss": "urn:x" }',
        size: 8500,
        expiresAt: 0,
        scopes: [{ name: 'read:pets', reason: 'not-chosen' }],
        subscriptions: [{ api: 'Zoo 2', plan: 'Gold', reason: 'BLOCKED' }],
      }),
  });
  const field = screen.getByLabelText(/^Access token validity period/);
  await user.clear(field);
  await user.click(screen.getByRole('button', { name: 'Preview' }));
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(bridge.calls('token:preview')).toEqual([]);
  await user.type(field, '60');
  const scrolled = vi.spyOn(Element.prototype, 'scrollIntoView');
  await user.click(screen.getByRole('button', { name: 'Preview' }));
  expect(await screen.findByText('{ "iss": "urn:x" }')).toBeTruthy();
  expect(scrolled.mock.contexts).toEqual([
    screen.getByRole('region', { name: 'Preview of the token' }),
  ]);
  expect(screen.getByText('Zoo 2 (Gold): blocked, read:pets: not selected')).toBeTruthy();
  expect(screen.getByText(/^8,500 bytes/)).toBeTruthy();
  expect(screen.getByText('This token is longer than many servers allow')).toBeTruthy();
});

test.each([
  ['still the current one', tokenId(1), true],
  ['replaced since', tokenId(9), false],
])('a notice re-generates the token that it is about, which is %s', async (_, id, isAsked) => {
  const { bridge, user } = renderScreen(<ReminderNotices />, {
    'keys:get': () => ok(issuedKeys()),
  });
  const { keysId, expiresAt } = aToken(1);
  const owner = { applicationId: applicationId(1), applicationName: 'Petshop', keysId };
  const reminder = { kind: 'token', id, name: '', startsAt: 1, expiresAt, isDue: true } as const;
  act(() =>
    bridge.emit('reminders', [{ ...reminder, owner: { ...owner, keyType: 'PRODUCTION' } }]),
  );
  await user.click(await screen.findByRole('button', { name: 'Re-generate…' }));
  await waitFor(() =>
    expect([screen.queryByRole('alertdialog') !== null, usePlace.getState().applicationId]).toEqual(
      isAsked ? [true, null] : [false, applicationId(1)],
    ),
  );
});
