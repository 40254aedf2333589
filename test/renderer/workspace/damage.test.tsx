import { act, screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { BackupSettings } from '../../../renderer/features/settings/backup-settings.tsx';
import { MergeDialog } from '../../../renderer/features/workspace/merge-dialog.tsx';
import { RestoreDialog } from '../../../renderer/features/workspace/restore-dialog.tsx';
import type { Backups } from '../../../shared/domain/backup.ts';
import { ok } from '../../../shared/result.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const findings = [
  { kind: 'keys', what: '' },
  { kind: 'sealed', what: 'token_secret 1' },
  { kind: 'sealed', what: 'token_secret 2' },
  { kind: 'rows', what: 'token', count: 3 },
] as const;

const texts = [
  'The keys at the end of the file are damaged',
  'A secret can’t be opened: token_secret 1',
  'A secret can’t be opened: token_secret 2',
  '3 records can’t be shown (tokens)',
];

const file = '/home/ada/work 2026-11-25 18.46.02 (daily).latchkey';
const state: Backups = {
  succeededAt: null,
  error: null,
  lastCheck: { at: 0, findings: [...findings] },
  backups: [{ file, at: 0, reason: 'daily', bytes: 1, place: 'home' }],
  folder: null,
};

const linesOf = (alert: HTMLElement) =>
  within(alert)
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent);

test('shows each finding of the last check on its own line in Settings', async () => {
  renderScreen(<BackupSettings />, { 'backup:list': () => ok(state) });
  expect(linesOf(await screen.findByRole('alert'))).toEqual(texts);
});

test('and in the dialog that checks a backup', async () => {
  const { user } = renderScreen(<RestoreDialog onClose={() => {}} />, {
    'backup:list': () => ok(state),
    'backup:check': () =>
      ok({
        findings: [...findings],
        owner: null,
        contents: null,
        newest: null,
        differences: null,
      }),
  });
  await user.type(await screen.findByLabelText(/^Passphrase or recovery code/), 'a passphrase');
  await user.click(screen.getByRole('button', { name: 'Check backup' }));
  expect(linesOf(await screen.findByRole('alert'))).toEqual(texts);
});

const typeSecret = async (user: ReturnType<typeof renderScreen>['user']) =>
  user.type(await screen.findByLabelText(/^Passphrase or recovery code/), 'a passphrase');

function renderRestore() {
  const answer = Promise.withResolvers<void>();
  const shown = renderScreen(<RestoreDialog onClose={() => {}} />, {
    'backup:list': () => ok(state),
    'backup:choose': () => ok({ file: '/media/stick/older.latchkey' }),
    'backup:check': async () => {
      await answer.promise;
      return ok({ findings: [], owner: null, contents: null, newest: null, differences: null });
    },
  });
  return { ...shown, answer };
}

describe('while one file is being checked', () => {
  test('another that is chosen isn’t restored by its result', async () => {
    const { user, answer } = renderRestore();
    await typeSecret(user);
    await user.click(screen.getByRole('button', { name: 'Check backup' }));
    await user.click(screen.getByRole('button', { name: 'Choose another file…' }));
    await act(async () => answer.resolve());
    await screen.findByRole('button', { name: 'Check backup' });
    expect(screen.queryByText('This backup is complete')).toBeNull();
  });

  test('another that is chosen isn’t merged by its preview', async () => {
    const answer = Promise.withResolvers<void>();
    const files = ['/media/stick/a.latchkey', '/media/stick/b.latchkey'];
    const part = { added: 1, changed: 0 };
    const { user } = renderScreen(<MergeDialog onClose={() => {}} />, {
      'merge:choose': () => ok({ file: files.shift() ?? '' }),
      'merge:preview': async () => {
        await answer.promise;
        return ok({
          applications: part,
          apis: part,
          tokens: part,
          revocations: part,
          entries: part,
          others: part,
          conflicts: [],
        });
      },
    });
    const choose = () => user.click(screen.getByRole('button', { name: 'Choose the copy…' }));
    await choose();
    await typeSecret(user);
    await user.click(screen.getByRole('button', { name: 'Show changes' }));
    await choose();
    await screen.findByText('/media/stick/b.latchkey');
    await act(async () => answer.resolve());
    await screen.findByRole('button', { name: 'Show changes' });
    expect(screen.queryByRole('button', { name: 'Merge' })).toBeNull();
  });

  test('a second Enter doesn’t check it again', async () => {
    const { bridge, user, answer } = renderRestore();
    await typeSecret(user);
    await user.keyboard('{Enter}{Enter}');
    expect(bridge.calls('backup:check')).toHaveLength(1);
    await act(async () => answer.resolve());
  });
});
