import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { SignIn } from '../../../renderer/features/workspace/sign-in.tsx';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const workspace: WorkspaceState = {
  phase: 'locked',
  file: '/home/somebody/elsewhere/work.latchkey',
  name: 'work',
  owner: 'Ada Lovelace',
  keyring: { available: false, enabled: false },
  recent: [],
  problem: null,
};

test('the sign-in says whose workspace it is, and in which file', () => {
  renderScreen(<SignIn workspace={workspace} />, {});
  expect(screen.getByText('Workspace of Ada Lovelace')).toBeTruthy();
  expect(screen.getByText('/home/somebody/elsewhere/work.latchkey')).toBeTruthy();
});

test('a wrong passphrase is told with what to look for', async () => {
  const { user } = renderScreen(<SignIn workspace={workspace} />, {
    'workspace:sign-in': () => fails('workspace/wrong', { field: 'passphrase' }),
  });
  await user.type(screen.getByLabelText('Passphrase'), 'not this one{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/Caps Lock/);
});
