import { screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { ExportDialog } from '../../../renderer/features/export/export-dialog.tsx';
import { applicationIdSchema } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/result.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const id = applicationIdSchema.parse('5b0c9a3e-8f3e-4c1e-9d0a-1f2e3d4c5b6a');
const selection = { of: 'application', id } as const;

test('writes the chosen format and says where to', async () => {
  const onClose = vi.fn<() => void>();
  const { bridge, user } = renderScreen(<ExportDialog selection={selection} onClose={onClose} />, {
    'token:export': () => ok({ path: '/home/ada/tokens.env', count: 2 }),
  });
  expect(screen.getByText('The file is plain text')).toBeTruthy();
  await user.click(screen.getByRole('radio', { name: '.env' }));
  await user.click(screen.getByRole('button', { name: 'Export to file…' }));
  expect(bridge.inputs('token:export')).toEqual([{ selection, format: 'env' }]);
  expect(await screen.findByText('2 tokens exported')).toBeTruthy();
  expect(screen.getByText('/home/ada/tokens.env')).toBeTruthy();
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('stays open when the person closes the file dialog', async () => {
  const onClose = vi.fn<() => void>();
  const { bridge, user } = renderScreen(<ExportDialog selection={selection} onClose={onClose} />, {
    'token:export': () => ok(null),
  });
  await user.click(screen.getByRole('button', { name: 'Export to file…' }));
  expect(bridge.calls('token:export')).toHaveLength(1);
  expect(onClose).not.toHaveBeenCalled();
});

test('says in the dialog why nothing was written', async () => {
  const onClose = vi.fn<() => void>();
  const { user } = renderScreen(<ExportDialog selection={selection} onClose={onClose} />, {
    'token:export': () => fails('export/nothing'),
  });
  await user.click(screen.getByRole('button', { name: 'Export to file…' }));
  const said = await screen.findByText('There is no active token to export.');
  expect(screen.getByRole('dialog').contains(said)).toBe(true);
  expect(onClose).not.toHaveBeenCalled();
});
