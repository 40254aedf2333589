import { act, screen, waitFor } from '@testing-library/react';
import { useEffect, useState } from 'react';
import { describe, expect, test } from 'vitest';
import { Gate } from '../../../renderer/features/workspace/gate.tsx';
import {
  NewCode,
  RecoveryReminder,
} from '../../../renderer/features/workspace/recovery-reminder.tsx';
import {
  recoveryCodeKept,
  showRecoveryCode,
} from '../../../renderer/features/workspace/workspace-store.ts';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { appError } from '../../../shared/errors.ts';
import { ok } from '../../../shared/result.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const FILE = '/home/ada/work.latchkey';

const locked: WorkspaceState = {
  phase: 'locked',
  file: FILE,
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
const open: WorkspaceState = { ...locked, phase: 'open', owner: 'Ada' };

const button = (name: string) => screen.getByRole('button', { name });
const gate = (workspace: WorkspaceState) => <Gate workspace={workspace}>the workspace</Gate>;

describe('a missing workspace', () => {
  const problem = appError('workspace/missing', {
    detail: { file: FILE, openedAt: 1_700_000_000_000 },
  });

  test('is named, with when it was last open; nothing offers to create it here', () => {
    renderScreen(gate({ ...locked, problem }), {});
    expect(screen.getByRole('heading', { name: 'Can’t find work' })).toBeTruthy();
    expect(screen.getByText(FILE)).toBeTruthy();
    expect(screen.getByText(/2023/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Create workspace' })).toBeNull();
    expect(screen.queryByLabelText('Passphrase')).toBeNull();
  });

  test('can be searched again, chosen, or left for a new one', async () => {
    const { bridge, user } = renderScreen(gate({ ...locked, problem }), {
      'workspace:choose': () => ok(false),
      'workspace:begin': () => fails('workspace/exists'),
    });
    await user.click(button('Choose the file…'));
    expect(bridge.calls('workspace:choose')).toHaveLength(1);
    await user.click(button('New workspace…'));
    expect((await screen.findByRole('alert')).textContent).toMatch(/name/);
  });
});

test.each([
  ['database/empty', 'work is empty'],
  ['workspace/keys-missing', 'The keys of work are missing'],
  ['database/damaged', 'Can’t open work'],
] as const)('%s is read by its heading, without an input field', (code, heading) => {
  renderScreen(gate({ ...locked, problem: appError(code) }), {});
  expect(screen.getByRole('heading', { name: heading })).toBeTruthy();
  expect(screen.queryByRole('textbox')).toBeNull();
});

test('a file whose keys are missing offers to choose its keys file', async () => {
  const { bridge, user } = renderScreen(
    gate({ ...locked, problem: appError('workspace/keys-missing') }),
    { 'workspace:choose': () => fails('workspace/other-keys') },
  );
  await user.click(button('Choose keys file…'));
  expect(bridge.calls('workspace:choose')).toHaveLength(1);
  expect((await screen.findByRole('alert')).textContent).toMatch(/another workspace/);
});

describe('an open workspace whose file was replaced', () => {
  const replaced = { ...open, trouble: 'replaced' } as const;

  test('pauses: what is open can be saved under another name', async () => {
    const { bridge, user } = renderScreen(gate(replaced), {
      'workspace:save-open': () => fails('file/disk-full'),
    });
    expect(screen.queryByText('the workspace')).toBeNull();
    expect(screen.getByText(/changes so far are safe/)).toBeTruthy();
    expect(document.activeElement).toBe(button('Save open workspace…'));
    await user.click(button('Save open workspace…'));
    expect(bridge.calls('workspace:save-open')).toHaveLength(1);
    expect((await screen.findByRole('alert')).textContent).toMatch(/disk is full/);
  });

  test('that is unreachable offers to try again, and promises no copy', () => {
    renderScreen(gate({ ...open, trouble: 'unreachable' }), {});
    expect(button('Try again')).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Save open workspace…' })).toBeNull();
  });
});

describe('a file set aside', () => {
  const saved = `${FILE.replace('.latchkey', '')} (set aside).latchkey`;
  const notices = [{ kind: 'state-saved', file: saved, of: FILE, at: 1 }] as const;

  test('is shown before sign-in, and can be opened or dismissed', async () => {
    const { bridge, user } = renderScreen(gate({ ...locked, notices: [...notices] }), {
      'workspace:switch': () => ok(null),
      'workspace:dismiss-notice': () => ok(null),
    });
    expect(screen.getByText(/work \(set aside\)\.latchkey/)).toBeTruthy();
    await user.click(button('Open it'));
    await user.click(button('Dismiss'));
    expect(bridge.inputs('workspace:switch')).toEqual([{ file: saved }]);
    expect(bridge.inputs('workspace:dismiss-notice')).toEqual([{ file: saved }]);
  });

  test('is shown after sign-in too, until dismissed', async () => {
    const { user } = renderScreen(gate({ ...open, notices: [...notices] }), {});
    expect(screen.getByRole('dialog', { name: 'About this workspace file' })).toBeTruthy();
    await user.click(button('Got it'));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByText('the workspace')).toBeTruthy();
  });
});

test('two different sets of keys are both shown, with how to resolve it', async () => {
  const keyConflict: WorkspaceState['keyConflict'] = [
    { places: [`${FILE}-keys`], methods: ['passphrase', 'recovery-code'] },
    { places: [FILE], methods: ['passphrase'] },
  ];
  const { user } = renderScreen(gate({ ...open, keyConflict }), {});
  expect(screen.getByText('Unlocks with passphrase and recovery code')).toBeTruthy();
  expect(screen.getByText(`${FILE}-keys`)).toBeTruthy();
  await user.click(button('Change passphrase…'));
  expect(screen.getByRole('dialog', { name: 'Change passphrase' })).toBeTruthy();
  expect(screen.getByText(/passphrase they were saved with/)).toBeTruthy();
});

describe('a file that signs nothing', () => {
  test('says why, and an older one can be accepted with the passphrase', async () => {
    const doubt = appError('seal/older');
    const { bridge, user } = renderScreen(gate({ ...open, doubt }), {
      'workspace:accept-file': () => ok(null),
    });
    expect(screen.getByText(/older than the one last used on this computer/)).toBeTruthy();
    await user.click(button('Use this file…'));
    await user.type(screen.getByLabelText('Passphrase'), 'ten green bottles');
    await user.click(button('Use this file'));
    expect(bridge.inputs('workspace:accept-file')).toEqual([{ passphrase: 'ten green bottles' }]);
  });

  test('can’t be accepted if it was altered', () => {
    renderScreen(gate({ ...open, doubt: appError('seal/altered') }), {});
    expect(screen.getByText(/restored to an earlier state/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: 'Use this file…' })).toBeNull();
  });
});

describe('the recovery code', () => {
  const code = 'AAAAA-BBBBB-CCCCC-DDDDD-EEEEE-FFFFF';

  test('is shown even if the new workspace didn’t open', () => {
    showRecoveryCode(code);
    renderScreen(gate({ ...locked, problem: appError('file/unreadable') }), {});
    expect(screen.getByRole('group', { name: 'Recovery code' }).textContent).toBe(code);
    recoveryCodeKept();
  });

  test('can be saved as a kit; leaving it confirms having it', async () => {
    showRecoveryCode(code);
    const { bridge, user } = renderScreen(gate(open), {
      'workspace:save-recovery-kit': () => ok({ file: '/media/stick/kit.html' }),
      'workspace:keep-recovery-code': () => ok(null),
    });
    await user.click(button('Save recovery kit…'));
    expect(bridge.inputs('workspace:save-recovery-kit')).toEqual([{ code }]);
    expect(await screen.findByText('/media/stick/kit.html')).toBeTruthy();
    await user.type(screen.getByLabelText(/last five/), 'FFFFF{Enter}');
    await screen.findByText('the workspace');
    expect(bridge.calls('workspace:keep-recovery-code')).toHaveLength(1);
  });

  test('is asked about in a quiet notice until the person confirms having it', async () => {
    const { bridge, user } = renderScreen(<RecoveryReminder />, {
      'workspace:keep-recovery-code': () => ok(null),
    });
    await user.click(button('Keep your recovery code'));
    await user.click(button('I have it'));
    expect(bridge.calls('workspace:keep-recovery-code')).toHaveLength(1);
  });
});

/** As the sidebar does in a narrow window, which shows its notices elsewhere. */
function Sidebar() {
  const [isNarrow, setNarrow] = useState(false);
  useEffect(() => {
    const fold = (): void => setNarrow(true);
    window.addEventListener('resize', fold);
    return () => window.removeEventListener('resize', fold);
  }, []);
  return isNarrow ? null : <RecoveryReminder />;
}

test('the dialog for a new recovery code survives a window that becomes narrower', async () => {
  const { user } = renderScreen(
    <>
      <Sidebar />
      <NewCode />
    </>,
  );
  await user.click(button('Keep your recovery code'));
  await user.click(button('New code…'));
  await user.type(screen.getByLabelText('Passphrase'), 'ten green');
  act(() => {
    window.dispatchEvent(new Event('resize'));
  });
  expect(screen.queryByRole('button', { name: 'Keep your recovery code' })).toBeNull();
  expect(screen.getByLabelText('Passphrase')).toHaveProperty('value', 'ten green');
  await user.click(button('Cancel'));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});
