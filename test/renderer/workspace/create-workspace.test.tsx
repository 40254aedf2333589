import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { CreateWorkspace } from '../../../renderer/features/workspace/create-workspace.tsx';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const workspace: WorkspaceState = {
  phase: 'new',
  file: '/home/somebody/work.latchkey',
  name: 'work',
  owner: '',
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

const field = (name: RegExp) => screen.getByLabelText<HTMLInputElement>(name);

test('a wrong repetition gets the focus, and its error goes while it is edited', async () => {
  const { bridge, user } = renderScreen(<CreateWorkspace workspace={workspace} />, {});
  await user.type(field(/^Owner/), 'Ada');
  await user.type(field(/^Passphrase/), 'ten green bottles');
  await user.type(field(/^Repeat/), 'ten green battles');
  await user.click(screen.getByRole('button', { name: 'Create workspace' }));
  const repeat = field(/^Repeat/);
  expect(document.activeElement).toBe(repeat);
  expect(repeat.getAttribute('aria-invalid')).toBe('true');
  await user.type(repeat, 'x');
  expect(repeat.getAttribute('aria-invalid')).not.toBe('true');
  expect(bridge.calls('workspace:create')).toEqual([]);
});
