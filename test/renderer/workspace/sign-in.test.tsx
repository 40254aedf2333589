import { act, screen } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { SignIn } from '../../../renderer/features/workspace/sign-in.tsx';
import type { WorkspaceState } from '../../../shared/domain/workspace.ts';
import { ok } from '../../../shared/result.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

afterEach(() => vi.useRealTimers());

const workspace: WorkspaceState = {
  phase: 'locked',
  file: '/home/somebody/elsewhere/work.latchkey',
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

test('the sign-in says which workspace it is, and in which file', () => {
  renderScreen(<SignIn workspace={workspace} />, {});
  expect(screen.getByRole('heading', { name: 'Sign in to work' })).toBeTruthy();
  expect(screen.getByText('/home/somebody/elsewhere/work.latchkey')).toBeTruthy();
});

test('a wrong passphrase is told with what to look for', async () => {
  const { user } = renderScreen(<SignIn workspace={workspace} />, {
    'workspace:sign-in': () => fails('workspace/wrong', { field: 'passphrase' }),
  });
  await user.type(screen.getByLabelText('Passphrase'), 'not this one{Enter}');
  expect((await screen.findByRole('alert')).textContent).toMatch(/Caps Lock/);
});

/** The seconds that are counted down; NaN once none are. */
const left = (): number =>
  Number(
    /Try again in (\d+) s\./.exec(screen.queryByText(shownOnly)?.textContent ?? '')?.[1] ??
      Number.NaN,
  );

/** The visible text; a screen reader reads the alert next to it, which doesn't change. */
const shownOnly = (_: string, element: Element | null): boolean =>
  element?.matches('[aria-hidden]') === true && /Try again/.test(element.textContent);

test('how long to wait is counted down, and nothing is left of it afterwards', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const { user } = renderScreen(<SignIn workspace={workspace} />, {
    'workspace:sign-in': () =>
      fails('workspace/wait', { field: 'passphrase', detail: { seconds: 30 } }),
  });
  await user.type(screen.getByLabelText('Passphrase'), 'not this one{Enter}');
  expect((await screen.findByRole('alert')).textContent).toBe(
    'Too many attempts. Try again in 30 s.',
  );
  const first = left();
  expect(first).toBeGreaterThan(0);
  await act(() => vi.advanceTimersByTimeAsync(2000));
  expect(left()).toBeLessThan(first);
  expect(screen.getByRole('alert').textContent).toBe('Too many attempts. Try again in 30 s.');
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  expect(left()).toBeNaN();
  expect(screen.queryByRole('alert')).toBeNull();
});

test('two workspaces of one name are told apart, and one can be removed from the list', async () => {
  const recent = ['/home/ada/work.latchkey', 'C:\\Users\\Ada\\work.latchkey'].map((file) => ({
    file,
    name: 'work',
    openedAt: null,
    isThere: true,
  }));
  const { bridge, user } = renderScreen(<SignIn workspace={{ ...workspace, recent }} />, {
    'workspace:switch': () => ok(null),
    'workspace:forget': () => ok(null),
  });
  const choose = async (name: RegExp) => {
    await user.click(screen.getByRole('button', { name: 'Other workspaces' }));
    await user.click(await screen.findByRole('menuitem', { name }));
  };
  await choose(/^work ?C:/);
  await choose(/^Remove work from this list ?.home.ada$/);
  expect(bridge.inputs('workspace:switch')).toEqual([{ file: 'C:\\Users\\Ada\\work.latchkey' }]);
  expect(bridge.inputs('workspace:forget')).toEqual([{ file: '/home/ada/work.latchkey' }]);
});

test('a second Enter isn’t a second attempt', async () => {
  const answer = Promise.withResolvers<void>();
  const { bridge, user } = renderScreen(<SignIn workspace={workspace} />, {
    'workspace:sign-in': async () => {
      await answer.promise;
      return fails('workspace/wrong', { field: 'passphrase' });
    },
  });
  await user.type(screen.getByLabelText('Passphrase'), 'not this one{Enter}{Enter}');
  await act(async () => answer.resolve());
  expect(await screen.findByRole('alert')).toBeTruthy();
  expect(bridge.calls('workspace:sign-in')).toHaveLength(1);
});

test('a wrong passphrase isn’t told at the recovery code', async () => {
  const answer = Promise.withResolvers<void>();
  const { user } = renderScreen(<SignIn workspace={workspace} />, {
    'workspace:sign-in': async () => {
      await answer.promise;
      return fails('workspace/wrong', { field: 'passphrase' });
    },
  });
  await user.type(screen.getByLabelText('Passphrase'), 'not this one{Enter}');
  await user.click(screen.getByRole('button', { name: 'Use recovery code' }));
  await act(async () => answer.resolve());
  await screen.findByLabelText('Recovery code');
  expect(screen.queryByRole('alert')).toBeNull();
});
