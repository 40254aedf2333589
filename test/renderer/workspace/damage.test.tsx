import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { BackupSettings } from '../../../renderer/features/settings/backup-settings.tsx';
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
