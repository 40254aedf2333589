import { act, screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { issueDraftOf } from '../../../renderer/features/keys/issue-draft.ts';
import { KeysTab } from '../../../renderer/features/keys/keys-tab.tsx';
import { clearDraft } from '../../../renderer/program/drafts.ts';
import { usePlace } from '../../../renderer/program/navigation.ts';
import type { HandOver } from '../../../shared/domain/consumer-secret.ts';
import type { KeysView } from '../../../shared/domain/keys.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import {
  anApplication,
  applicationId,
  aToken,
  issuedKeys,
  keysId,
  tokenId,
} from '../../support/samples.ts';

const petshop = anApplication(1, { name: 'Petshop', subscriptionCount: 2 });
const secret = 'sCr3t_value_that_nobody_may_see';

beforeEach(() => clearDraft(issueDraftOf(applicationId(1), 'PRODUCTION')));

async function openTab(view: Partial<KeysView> = {}, answers: Answers = {}) {
  const shown = renderScreen(<KeysTab application={petshop} keyType="PRODUCTION" />, {
    'keys:get': () => ok(issuedKeys(view)),
    'token:list': () => ok({ tokens: [aToken(1)], more: false }),
    'token:regenerate': () => ok(aToken(2)),
    'token:revoke': () => ok({ revoked: 1 }),
    'secret:fingerprint': () => ok({ fingerprint: '7F3A9C21B04ED86A' }),
    'subscription:list': () => ok([]),
    'secret:copy': () => ok({ clearsInSeconds: 30, clears: true }),
    'secret:reveal': () => ok({ value: secret }),
    ...answers,
  });
  await screen.findByRole('group', { name: 'Access token' });
  return shown;
}

/** The form for a different validity or scopes. */
async function unfold(user: UserEvent) {
  if (screen.queryByRole('form', { name: 'Re-generate' }) === null) {
    await user.click(screen.getByRole('button', { name: 'Different validity or scopes' }));
  }
  return within(screen.getByRole('form', { name: 'Re-generate' }));
}

const group = (name: string) => within(screen.getByRole('group', { name }));
const press = (name: string, button: string) => group(name).getByRole('button', { name: button });

test('the consumer key is shown, the secret and the token are masked', async () => {
  await openTab();
  expect(group('Consumer key').getByText('ck_Abcdefghijklmnopqrstuvwxy')).toBeTruthy();
  for (const name of ['Reveal', 'Copy']) expect(press('Consumer secret', name)).toBeTruthy();
  for (const name of ['Reveal', 'Copy token', 'Re-generate', 'Export…', 'Revoke…'])
    expect(press('Access token', name)).toBeTruthy();
  expect(group('Access token').getByText('Active')).toBeTruthy();
  // An hour is not over in its first second.
  expect(group('Access token').getByText(/^(?:hour|minutes) left$/)).toBeTruthy();
});

test('a masked value isn’t in the page before Reveal, and is removed again after a minute', async () => {
  const { bridge, user } = await openTab();
  expect(bridge.calls('secret:reveal')).toEqual([]);
  vi.useFakeTimers({ shouldAdvanceTime: true });
  await user.click(press('Consumer secret', 'Reveal'));
  expect(await group('Consumer secret').findByText(secret)).toBeTruthy();
  expect(bridge.inputs('secret:reveal')).toEqual([{ kind: 'consumer-secret', id: keysId(1) }]);
  await act(() => vi.advanceTimersByTimeAsync(59_000));
  expect(document.documentElement.outerHTML).toContain(secret);
  await act(() => vi.advanceTimersByTimeAsync(2000));
  expect(document.documentElement.outerHTML).not.toContain(secret);
});

test('a revealed value is forgotten with its tab, and requested again', async () => {
  const { bridge, unmount, user } = await openTab();
  await user.click(press('Access token', 'Reveal'));
  expect(await group('Access token').findByText(secret)).toBeTruthy();
  unmount();
  const again = await openTab();
  expect(document.documentElement.outerHTML).not.toContain(secret);
  await again.user.click(press('Access token', 'Reveal'));
  expect(again.bridge.inputs('secret:reveal')).toEqual([{ kind: 'access-token', id: tokenId(1) }]);
  expect(bridge.calls('secret:reveal')).toHaveLength(1);
});

test('Copy runs in the program and never requests the value', async () => {
  const { bridge, user } = await openTab();
  for (const name of ['Consumer key', 'Consumer secret']) await user.click(press(name, 'Copy'));
  await user.click(press('Access token', 'Copy token'));
  expect(bridge.inputs('secret:copy')).toEqual([
    { kind: 'consumer-key', id: keysId(1) },
    { kind: 'consumer-secret', id: keysId(1) },
    { kind: 'access-token', id: tokenId(1) },
  ]);
  expect(bridge.calls('secret:reveal')).toEqual([]);
  expect(await screen.findByText('Access token of Petshop, Production')).toBeTruthy();
});

test('a copy of a token that no longer works is amber, and says why', async () => {
  const { user } = await openTab({ token: aToken(1, { revokedAt: 5 }) });
  await user.click(press('Access token', 'Copy token'));
  const toast = (await screen.findByText('Access token of Petshop, Production')).closest('.toast');
  expect(toast?.querySelector('.icon.warning')).toBeTruthy();
  expect(toast?.querySelector('.icon.success')).toBeNull();
  expect(toast?.textContent).toContain('revoked');
});

test('Export offers this one token', async () => {
  const { bridge, user } = await openTab({}, { 'token:export': () => ok(null) });
  await user.click(press('Access token', 'Export…'));
  await user.click(await screen.findByRole('radio', { name: 'Plain text' }));
  await user.click(screen.getByRole('button', { name: 'Export to file…' }));
  expect(bridge.inputs('token:export')).toMatchObject([
    { selection: { of: 'tokens', ids: [tokenId(1)] }, encryption: null },
  ]);
});

test.each([
  [{}, 'success', 'Copied. The clipboard is cleared in 30 seconds.'],
  [{ revokedAt: 5 }, 'warning', /^It has been revoked\. .* Copied\./],
  [{ issuedAt: 1, expiresAt: 1000 }, 'warning', /^It has expired, .* Copied\./],
])('copying the token %j is reported as a %s', async (token, tone, text) => {
  const { user } = await openTab({ token: aToken(1, token) });
  await user.click(press('Access token', 'Copy token'));
  const toast = screen.getByRole('region', { name: /notification/i });
  expect(await within(toast).findByText(text)).toBeTruthy();
  expect(toast.querySelector(`.${tone}`)).not.toBeNull();
});

test('says before the click that the old token is revoked now', async () => {
  const { user } = await openTab({ keepsOldToken: false });
  await unfold(user);
  expect(screen.getByText(/The access token above is revoked immediately/)).toBeTruthy();
  expect(screen.queryByText(/keeps working/)).toBeNull();
});

test('says before the click until when the old token stays valid', async () => {
  const expiresAt = new Date(2031, 4, 6, 7, 8).getTime();
  const { user } = await openTab({ keepsOldToken: true, token: aToken(1, { expiresAt }) });
  await unfold(user);
  const sentence = screen.getByText(/The access token above keeps working until/);
  expect(sentence.textContent).toContain('2031');
  expect(screen.queryByText(/revoked immediately/)).toBeNull();
});

test.each([
  [{ neverExpires: true }, true, /keeps working because it never expires/],
  [{ revokedAt: 5 }, false, /above has been revoked\. The new one/],
  [{ issuedAt: 1, expiresAt: 1000 }, false, /above has expired/],
])('the text for a token with %j', async (token, keepsOldToken, words) => {
  const { user } = await openTab({ keepsOldToken, token: aToken(1, token) });
  await unfold(user);
  expect(screen.getByText(words)).toBeTruthy();
});

test('Re-generate sends the token that was shown, and starts with its validity and scopes', async () => {
  const issuedAt = Date.now() - 1000;
  const token = aToken(4, { issuedAt, expiresAt: issuedAt + 7_200_000, scopes: ['b', 'gone'] });
  const scopes = ['a', 'b'].map((name) => ({ name, displayName: '', description: '', apis: [] }));
  let current = token;
  const { bridge, user } = await openTab(undefined, {
    'keys:get': () => ok(issuedKeys({ token: current, scopes })),
    'token:regenerate': () => {
      current = aToken(2);
      return ok(current);
    },
  });
  expect(
    screen.getByText(/The last token had gone, which no subscribed API offers any more/),
  ).toBeTruthy();
  const form = await unfold(user);
  await user.dblClick(form.getByRole('button', { name: 'Re-generate' }));
  expect(bridge.inputs('token:regenerate')).toEqual([
    {
      applicationId: applicationId(1),
      keyType: 'PRODUCTION',
      replaces: tokenId(4),
      validitySeconds: 7200,
      scopes: ['b'],
    },
  ]);
  expect(await screen.findByText('Petshop, Production has a new access token')).toBeTruthy();
  await user.click(within(screen.getByRole('region', { name: /notification/i })).getByText('Copy'));
  expect(bridge.inputs('secret:copy')).toEqual([{ kind: 'access-token', id: tokenId(2) }]);
});

test('Re-generate with −1 asks for one confirmation', async () => {
  const { bridge, user } = await openTab();
  await unfold(user);
  const validity = screen.getByLabelText(/^Access token validity period/);
  await user.clear(validity);
  await user.type(validity, '-1{Enter}');
  expect(await screen.findByRole('alertdialog')).toBeTruthy();
  expect(bridge.calls('token:regenerate')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Generate it' }));
  expect(bridge.inputs('token:regenerate')).toMatchObject([{ validitySeconds: -1 }]);
});

test('an error that belongs to no field is shown in the form', async () => {
  const { user } = await openTab({}, { 'token:regenerate': () => fails('token/not-current') });
  const form = await unfold(user);
  await user.click(form.getByRole('button', { name: 'Re-generate' }));
  expect(await form.findByText(/This token has since been re-generated/)).toBeTruthy();
});

test.each([
  [['Pets 1'], '1 API added since this token was issued. Re-generate to include it.'],
  [
    ['Pets 1', 'Zoo 2', 'Bank 3'],
    '3 APIs added since this token was issued. Re-generate to include them.',
  ],
])('says next to the token what it doesn’t cover: %j', async (added, words) => {
  await openTab({ coverage: { added, removed: [], replanned: [] } });
  expect(screen.getByText(words)).toBeTruthy();
  expect(screen.getByText(added.join(', '))).toBeTruthy();
});

test('mentions removed APIs and changed plans, and nothing if nothing changed', async () => {
  const { unmount } = await openTab({
    coverage: { added: [], removed: ['Pets 1'], replanned: ['Zoo 2', 'Bank 3'] },
  });
  expect(screen.getByText(/^1 API removed since this token was issued/)).toBeTruthy();
  expect(screen.getByText(/^The business plans of 2 APIs have changed since/)).toBeTruthy();
  unmount();
  await openTab();
  expect(screen.queryByText(/since this token/)).toBeNull();
});

test('warns of a token over 8 KB and of a clock that is behind', async () => {
  await openTab({ token: aToken(1, { size: 8193 }), clockBehindSeconds: 7200 });
  expect(screen.getByText('This token is longer than many servers allow')).toBeTruthy();
  expect(screen.getByText(/It’s 2 hours behind your newest token/)).toBeTruthy();
});

test('it shows the number of scopes, and each one in the details', async () => {
  const scopes = Array.from({ length: 60 }, (_, n) => `department:resource-${n}:read`);
  const { user } = await openTab({ token: aToken(1, { scopes }) });
  const facts = screen.getByText(/^\d APIs?, 60 scopes$/);
  await user.click(screen.getByRole('button', { name: 'Details' }));
  const listed = facts.ownerDocument.querySelectorAll('dd');
  expect([...listed].some((dd) => dd.textContent === scopes.join(''))).toBe(true);
});

test('Revoke asks first', async () => {
  const { bridge, user } = await openTab();
  await user.click(screen.getByRole('button', { name: 'Revoke…' }));
  const question = await screen.findByRole('alertdialog');
  expect(question.textContent).toContain('Revokes 1 active token');
  expect(bridge.calls('token:revoke')).toEqual([]);
  await user.click(within(question).getByRole('button', { name: 'Revoke 1 token' }));
  expect(bridge.inputs('token:revoke')).toEqual([{ ids: [tokenId(1)] }]);
});

test('older tokens are refused from a time on, after saying how many that revokes', async () => {
  const { bridge, user } = await openTab(
    { notBefore: Date.UTC(2026, 0, 2) },
    { 'token:count': () => ok({ found: 3, active: 3 }) },
  );
  await user.click(
    screen.getByRole('button', { name: /^Tokens issued before .*2026.* are refused/ }),
  );
  const field = await screen.findByLabelText(/^Issued before/);
  await user.type(field, 'tomorrow{Enter}');
  expect(await screen.findByText(/^Enter a date and time such as/)).toBeTruthy();
  await user.clear(field);
  await user.type(field, '2999-01-01{Enter}');
  expect(await screen.findByText(/^That time is in the future/)).toBeTruthy();
  await user.clear(field);
  await user.type(field, '2026-03-04 05:06Z{Enter}');
  const question = await screen.findByRole('alertdialog');
  expect(question.textContent).toContain('Revokes 3 active tokens of');
  expect(bridge.calls('token:revoke')).toEqual([]);
  await user.click(within(question).getByRole('button', { name: 'Revoke older tokens' }));
  const issuedBefore = Date.UTC(2026, 2, 4, 5, 6);
  const ofKeys = { applicationId: applicationId(1), keyType: 'PRODUCTION' } as const;
  expect(bridge.inputs('token:revoke')).toEqual([
    { filter: { ...ofKeys, issuedBefore, state: 'active' } },
  ]);
});

test('a revoked token is not revoked again', async () => {
  const { bridge, user } = await openTab({ token: aToken(1, { revokedAt: 5 }) });
  await user.click(screen.getByRole('button', { name: 'Revoke…' }));
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(bridge.calls('token:revoke')).toEqual([]);
});

test('the history shows each token with its status, and marks the current one', async () => {
  const tokens = [aToken(2), aToken(1, { current: false, revokedAt: 5, scopes: ['a', 'b'] })];
  const { bridge, user } = await openTab({}, { 'token:list': () => ok({ tokens, more: false }) });
  const table = await screen.findByRole('grid', { name: 'History' });
  const rows = within(table).getAllByRole('row').slice(1);
  expect(rows[0]?.textContent).toContain('ActiveCurrent');
  expect(rows[1]?.textContent).toContain('Revoked');
  expect(rows[1]?.textContent).toMatch(/Revoked .*19(69|70)/);
  expect(rows[1]?.textContent).not.toContain('Current');
  expect(rows[1]?.textContent).toContain('a b');
  expect(bridge.inputs('token:list')).toMatchObject([
    { applicationId: applicationId(1), keyType: 'PRODUCTION' },
  ]);
  await user.click(rows[1] ?? table);
  await user.keyboard('{Control>}c{/Control}');
  expect(
    await screen.findByText('The access token of Petshop, Production has been revoked'),
  ).toBeTruthy();
  expect(bridge.calls('secret:copy')).toEqual([]);
  await user.click(rows[0] ?? table);
  await user.keyboard('{Control>}c{/Control}');
  expect(bridge.inputs('secret:copy')).toEqual([{ kind: 'access-token', id: tokenId(2) }]);
});

test('Gateways are one click away', async () => {
  const { user } = await openTab();
  await unfold(user);
  await user.click(screen.getByRole('button', { name: 'revocation list' }));
  expect(usePlace.getState().page).toBe('gateways');
});

test('one click re-generates with the same validity and scopes, without unfolding a form', async () => {
  const issuedAt = Date.now() - 1000;
  const token = aToken(4, { issuedAt, expiresAt: issuedAt + 7_200_000, scopes: ['b'] });
  const { bridge, user } = await openTab({ token });
  await user.dblClick(press('Access token', 'Re-generate'));
  expect(bridge.inputs('token:regenerate')).toMatchObject([
    { replaces: tokenId(4), validitySeconds: 7200, scopes: ['b'] },
  ]);
});

test('a token that never expires is replaced by another one only after a question', async () => {
  // Other keys than above: the second click of a double click is ignored for a while.
  const token = aToken(4, { keysId: keysId(2), neverExpires: true });
  const { bridge, user } = await openTab({ token });
  await user.click(press('Access token', 'Re-generate'));
  expect(bridge.calls('token:regenerate')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Generate it' }));
  expect(bridge.inputs('token:regenerate')).toMatchObject([{ validitySeconds: -1 }]);
});

test('Ctrl+C copies the token, unless it is pressed in a field or a table', async () => {
  const { bridge, user } = await openTab();
  await user.keyboard('{Control>}c{/Control}');
  expect(bridge.inputs('secret:copy')).toEqual([{ kind: 'access-token', id: tokenId(1) }]);
  await unfold(user);
  await user.click(screen.getByLabelText(/^Access token validity period/));
  await user.keyboard('{Control>}c{/Control}');
  expect(bridge.calls('secret:copy')).toHaveLength(1);
});

test('the fingerprint is read in groups of four', async () => {
  await openTab();
  expect(await screen.findByText('7F3A 9C21 B04E D86A')).toBeTruthy();
});

test('the message about a new token copies none that has been revoked since', async () => {
  let current = aToken(4, { keysId: keysId(3) });
  const { bridge, user } = await openTab(
    {},
    {
      'keys:get': () => ok(issuedKeys({ token: current })),
      'token:regenerate': () => {
        current = aToken(2, { keysId: keysId(3) });
        return ok(current);
      },
    },
  );
  await user.click(press('Access token', 'Re-generate'));
  await screen.findByText('Petshop, Production has a new access token');
  current = { ...current, revokedAt: Date.now() };
  await user.click(within(screen.getByRole('region', { name: /notification/i })).getByText('Copy'));
  expect(await screen.findByText(/Petshop, Production has been revoked/)).toBeTruthy();
  expect(bridge.calls('secret:copy')).toEqual([]);
});

test('what is typed while a form of the page is saved stays typed', async () => {
  const saved = Promise.withResolvers<void>();
  let stored: HandOver = { grantTypes: [], callbackUrl: '' };
  const { user } = await openTab(
    {},
    {
      'keys:hand-over': () => ok(stored),
      'keys:set-hand-over': async ({ grantTypes, callbackUrl }) => {
        await saved.promise;
        stored = { grantTypes, callbackUrl };
        return ok(null);
      },
    },
  );
  await user.click(await screen.findByRole('button', { name: 'Grant types and callback URL' }));
  const url = await screen.findByLabelText<HTMLInputElement>(/^Callback URL/);
  await user.type(url, 'https://shop.example{Enter}/back');
  await act(async () => saved.resolve());
  expect(await screen.findByText('Grant types and callback URL saved')).toBeTruthy();
  expect(url.value).toBe('https://shop.example/back');
});
