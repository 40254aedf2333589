import { screen } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ExportDialog, type Exporting } from '../../../renderer/features/export/export-dialog.tsx';
import { useExportChoice } from '../../../renderer/features/export/export-store.ts';
import { applicationIdSchema } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/result.ts';
import { type Answers, fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';
import { aToken, tokenId } from '../../support/samples.ts';

const id = applicationIdSchema.parse('5b0c9a3e-8f3e-4c1e-9d0a-1f2e3d4c5b6a');
const selection = { of: 'application', id } as const;
const passphrase = 'ten green bottles';

beforeEach(() => {
  useExportChoice.setState({ format: 'json', protection: null });
});

function openDialog(
  chosen: Exporting,
  answer: Answers['token:export'] = () => ok({ path: '/home/ada/tokens.env', count: 2 }),
) {
  const onClose = vi.fn<() => void>();
  const dialog = <ExportDialog exporting={chosen} onClose={onClose} />;
  return { onClose, ...renderScreen(dialog, { 'token:export': answer }) };
}

async function choosePlain(user: UserEvent): Promise<void> {
  await user.click(screen.getByRole('radio', { name: 'Plain text' }));
}

async function submit(user: UserEvent): Promise<void> {
  await user.click(screen.getByRole('button', { name: 'Export to file…' }));
}

async function type(user: UserEvent, first: string, again: string): Promise<void> {
  await user.type(screen.getByLabelText(/^Passphrase for the file/), first);
  await user.type(screen.getByLabelText(/^Repeat the passphrase/), again);
}

test('writes the chosen format and says where', async () => {
  const { bridge, user, onClose } = openDialog(selection);
  await user.click(screen.getByRole('button', { name: /Format/ }));
  await user.click(await screen.findByRole('option', { name: /^\.env/ }));
  await choosePlain(user);
  expect(screen.getByText('The file will be plain text')).toBeTruthy();
  await submit(user);
  expect(bridge.inputs('token:export')).toEqual([{ selection, format: 'env', encryption: null }]);
  expect(await screen.findByText('2 tokens exported')).toBeTruthy();
  expect(screen.getByText('/home/ada/tokens.env')).toBeTruthy();
  expect(onClose).toHaveBeenCalledTimes(1);
});

test.each([
  [{ of: 'everything' }, /Every access token you have issued, with its status/],
  [selection, /current, active access tokens of this application/],
  [{ of: 'tokens', tokens: [aToken(1)] }, /^The selected access token\.$/],
  [{ of: 'tokens', tokens: [aToken(1), aToken(2)] }, /^The 2 selected access tokens\.$/],
] as const)('says what is exported: %j', (chosen, words) => {
  openDialog(chosen);
  expect(screen.getByText(words)).toBeTruthy();
  expect(screen.queryByText(/not active/)).toBeNull();
});

describe('selected tokens that aren’t active', () => {
  const dead = [aToken(2, { revokedAt: 1 }), aToken(3, { issuedAt: 1, expiresAt: 2 })];
  const mixed = { of: 'tokens', tokens: [aToken(1), ...dead] } as const;

  test('are counted, and left out', async () => {
    const { bridge, user } = openDialog(mixed);
    expect(screen.getByText(/^2 of 3 are no longer active/)).toBeTruthy();
    await choosePlain(user);
    await submit(user);
    expect(bridge.inputs('token:export')).toMatchObject([
      { selection: { of: 'tokens', ids: [tokenId(1)] } },
    ]);
  });

  test('are exported if the option is turned off', async () => {
    const { bridge, user } = openDialog(mixed);
    await user.click(screen.getByRole('checkbox', { name: 'Active tokens only' }));
    await choosePlain(user);
    await submit(user);
    expect(bridge.inputs('token:export')).toMatchObject([
      { selection: { of: 'tokens', ids: [tokenId(1), tokenId(2), tokenId(3)] } },
    ]);
  });

  test('are exported, after a warning, if there are no others', async () => {
    const { bridge, user } = openDialog({ of: 'tokens', tokens: dead });
    expect(screen.getByText('None of these tokens is active')).toBeTruthy();
    expect(screen.queryByRole('checkbox')).toBeNull();
    await choosePlain(user);
    await submit(user);
    expect(bridge.inputs('token:export')).toMatchObject([
      { selection: { of: 'tokens', ids: [tokenId(2), tokenId(3)] } },
    ]);
  });
});

test('stays open when the file dialog is closed', async () => {
  const { bridge, user, onClose } = openDialog(selection, () => ok(null));
  await choosePlain(user);
  await submit(user);
  expect(bridge.calls('token:export')).toHaveLength(1);
  expect(onClose).not.toHaveBeenCalled();
});

test('says in the dialog why nothing was written', async () => {
  const { user, onClose } = openDialog(selection, () => fails('export/nothing'));
  await choosePlain(user);
  await submit(user);
  const said = await screen.findByText('No active tokens to export.');
  expect(screen.getByRole('dialog').contains(said)).toBe(true);
  expect(onClose).not.toHaveBeenCalled();
});

describe('how the file is protected', () => {
  test('must be chosen once before anything is written', async () => {
    const { bridge, user } = openDialog(selection);
    await submit(user);
    expect(bridge.calls('token:export')).toEqual([]);
    expect(screen.getByText('Choose one of the options.')).toBeTruthy();
    expect(document.activeElement).toBe(
      screen.getByRole('radio', { name: 'Encrypted with a passphrase' }),
    );
    await choosePlain(user);
    await submit(user);
    expect(bridge.calls('token:export')).toHaveLength(1);
  });

  test('is remembered for tokens and applications', async () => {
    const { user } = openDialog(selection);
    await choosePlain(user);
    await submit(user);
    expect(useExportChoice.getState().protection).toBe('plain');
  });

  test('of all tokens is encrypted by default, whatever was chosen before', async () => {
    useExportChoice.setState({ protection: 'plain' });
    const { bridge, user } = openDialog({ of: 'everything' });
    expect(
      screen.getByRole<HTMLInputElement>('radio', { name: 'Encrypted with a passphrase' }).checked,
    ).toBe(true);
    await type(user, passphrase, passphrase);
    await submit(user);
    expect(bridge.inputs('token:export')).toEqual([
      {
        selection: { of: 'everything' },
        format: 'json',
        encryption: { passphrase, insist: false },
      },
    ]);
    expect(useExportChoice.getState().protection).toBe('plain');
  });

  test('needs the passphrase typed the same twice', async () => {
    const { bridge, user } = openDialog({ of: 'everything' });
    await type(user, passphrase, `${passphrase}.`);
    await submit(user);
    expect(screen.getByText('The passphrases don’t match.')).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(/^Repeat the passphrase/));
    expect(bridge.calls('token:export')).toEqual([]);
  });

  test('shows the program’s error about the passphrase at its field', async () => {
    const { user } = openDialog({ of: 'everything' });
    await type(user, 'short', 'short');
    await submit(user);
    const field = screen.getByLabelText(/^Passphrase for the file/);
    expect(field.getAttribute('aria-invalid')).toBe('true');
    expect(await screen.findByText(/Use 12 characters or more/)).toBeTruthy();
  });
});
