import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { DecryptDialog } from '../../../renderer/features/export/decrypt-dialog.tsx';
import { runCommand } from '../../../renderer/program/commands.ts';
import { encryptedExportIdSchema } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/result.ts';
import { fails, isTyped } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const id = encryptedExportIdSchema.parse('5b0c9a3e-8f3e-4c1e-9d0a-1f2e3d4c5b6a');
const file = 'tokens.json.jwe';

function open(answers: Parameters<typeof renderScreen>[1]) {
  const rendered = renderScreen(<DecryptDialog />, {
    'encrypted-export:choose': () => ok({ id, file }),
    'encrypted-export:cancel': () => ok(null),
    ...answers,
  });
  act(() => runCommand('export.decrypt'));
  return rendered;
}

test('asks for the passphrase until it is right, and says where the file went', async () => {
  const { bridge, user } = open({
    'encrypted-export:save': ({ passphrase }) =>
      isTyped(passphrase, 'right')
        ? ok({ path: '/home/ada/tokens.json' })
        : fails('export/wrong', { field: 'passphrase' }),
  });
  await screen.findByRole('dialog', { name: `Open ${file}` });
  const field = screen.getByLabelText(/^Passphrase for the file/);
  await user.type(field, 'wrong');
  await user.click(screen.getByRole('button', { name: 'Decrypt to file…' }));
  expect(await screen.findByText('Wrong passphrase, or the file is damaged.')).toBeTruthy();
  await user.clear(field);
  await user.type(field, 'right');
  await user.click(screen.getByRole('button', { name: 'Decrypt to file…' }));
  expect(await screen.findByText('/home/ada/tokens.json')).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(bridge.calls('encrypted-export:cancel')).toHaveLength(1);
});

test('a file that isn’t an export is reported, and nothing opens', async () => {
  open({ 'encrypted-export:choose': () => fails('export/not-encrypted', { detail: { file } }) });
  expect(await screen.findByText(`${file} isn’t an encrypted Latchkey export.`)).toBeTruthy();
  expect(screen.queryByRole('dialog')).toBeNull();
});

test('cancelling closes the file', async () => {
  const { bridge, user } = open({});
  await screen.findByRole('dialog', { name: `Open ${file}` });
  await user.click(screen.getByRole('button', { name: 'Cancel' }));
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(bridge.calls('encrypted-export:cancel')).toHaveLength(1);
});

test('whoever is to choose another file and chooses none keeps the one that is open', async () => {
  const { bridge, user } = open({});
  await user.type(await screen.findByLabelText(/^Passphrase for the file/), 'half of it');
  bridge.answer({ 'encrypted-export:choose': () => ok(null) });
  await act(async () => runCommand('export.decrypt'));
  expect(screen.getByLabelText(/^Passphrase for the file/)).toHaveProperty('value', 'half of it');
});
