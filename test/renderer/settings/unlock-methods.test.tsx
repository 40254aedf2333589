import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { UnlockMethods } from '../../../renderer/features/settings/unlock-methods.tsx';
import { PresenceDialog } from '../../../renderer/features/workspace/presence-dialog.tsx';
import { unlockMethodIdSchema } from '../../../shared/domain/ids.ts';
import type { UnlockMethodInfo } from '../../../shared/domain/workspace.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const at = Date.UTC(2026, 10, 23, 7, 13, 16);
const idOf = (digit: string) => unlockMethodIdSchema.parse(digit.repeat(16));

function method(digit: string, more: Partial<UnlockMethodInfo>): UnlockMethodInfo {
  const none = { lastUsedAt: null, isCurrent: false, isHere: false };
  return { id: idOf(digit), kind: 'passphrase', name: 'Ada', createdAt: at, ...none, ...more };
}

const methods = [
  method('a', { isCurrent: true, lastUsedAt: at }),
  method('b', { kind: 'recovery-code', name: '' }),
  method('c', { name: 'Grace' }),
];

function renderMethods(answers: Answers = {}, most = 10) {
  return renderScreen(
    <>
      <UnlockMethods />
      <PresenceDialog />
    </>,
    { 'workspace:methods': () => ok({ methods, most }), ...answers },
    { page: 'settings' },
  );
}

const row = async (name: RegExp) => within(await screen.findByRole('row', { name }));

async function choose(
  user: ReturnType<typeof renderMethods>['user'],
  name: string,
  action: string,
) {
  await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
}

test('each method has its name, kind and dates; the one in use says so', async () => {
  renderMethods();
  expect((await row(/Ada \(you\)/)).getByText('Passphrase')).toBeTruthy();
  expect((await row(/Recovery code/)).getByText('Never')).toBeTruthy();
});

test('a full list says how many fit, and offers no more', async () => {
  renderMethods({}, 3);
  const add = await screen.findByRole('button', { name: 'Add a person…' });
  await waitFor(() => expect(add.getAttribute('aria-disabled')).toBe('true'));
});

test('removing names its effect and what it does not reach', async () => {
  const { user, bridge } = renderMethods({ 'workspace:remove-method': () => ok(null) });
  await choose(user, 'Grace', 'Remove…');
  const dialog = await screen.findByRole('alertdialog');
  expect(dialog.textContent).toContain('Grace can no longer open this workspace.');
  expect(dialog.textContent).toContain('Existing copies and backups still open with it.');
  await user.click(within(dialog).getByRole('button', { name: 'Remove Grace' }));
  expect(bridge.inputs('workspace:remove-method')).toEqual([{ id: idOf('c') }]);
});

test('what the program wants confirmed is called again once the passphrase is given', async () => {
  let isShown = false;
  const { user, bridge } = renderMethods({
    'workspace:remove-method': () => (isShown ? ok(null) : fails('workspace/confirm')),
    'workspace:confirm': () => {
      isShown = true;
      return ok(null);
    },
  });
  await choose(user, 'Grace', 'Remove…');
  await user.click(await screen.findByRole('button', { name: 'Remove Grace' }));
  const dialog = await screen.findByRole('dialog', { name: 'Confirm it’s you' });
  await user.type(
    within(dialog).getByLabelText(/^Passphrase or recovery code/),
    'ten green bottles',
  );
  await user.click(within(dialog).getByRole('button', { name: 'Continue' }));
  await waitFor(() => expect(bridge.inputs('workspace:remove-method')).toHaveLength(2));
  expect(bridge.inputs('workspace:confirm')).toEqual([{ passphrase: 'ten green bottles' }]);
});

test('whoever cancels is told why nothing was done', async () => {
  const { user, bridge } = renderMethods({
    'workspace:remove-method': () => fails('workspace/confirm'),
  });
  await choose(user, 'Grace', 'Remove…');
  await user.click(await screen.findByRole('button', { name: 'Remove Grace' }));
  const dialog = await screen.findByRole('dialog', { name: 'Confirm it’s you' });
  await user.click(within(dialog).getByRole('button', { name: 'Cancel' }));
  expect(await screen.findByText('Enter your passphrase again to do this.')).toBeTruthy();
  expect(bridge.inputs('workspace:remove-method')).toHaveLength(1);
});

test('a new name is checked where it is typed', async () => {
  const { user, bridge } = renderMethods({
    'workspace:rename-method': () => fails('field/taken', { field: 'name' }),
  });
  await choose(user, 'Recovery code', 'Rename…');
  const name = await screen.findByRole('textbox', { name: /^Name/ });
  await user.type(name, 'Grace');
  await user.click(screen.getByRole('button', { name: 'Rename' }));
  await waitFor(() => expect(name.getAttribute('aria-invalid')).toBe('true'));
  expect(bridge.inputs('workspace:rename-method')).toEqual([{ id: idOf('b'), name: 'Grace' }]);
});
