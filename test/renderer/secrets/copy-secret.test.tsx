import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { copySecret } from '../../../renderer/features/secrets/copy-secret.ts';
import { tokenIdSchema } from '../../../shared/domain/ids.ts';
import { ok } from '../../../shared/result.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const ref = {
  kind: 'access-token',
  id: tokenIdSchema.parse('5b0c9a3e-8f3e-4c1e-9d0a-1f2e3d4c5b6a'),
} as const;

test('a copy says what was copied and when the clipboard is cleared', async () => {
  const { bridge } = renderScreen(<p />, {
    'secret:copy': () => ok({ clearsInSeconds: 30, clears: true }),
  });
  await act(() => copySecret(ref, 'Petshop, Production'));
  expect(bridge.inputs('secret:copy')).toEqual([ref]);
  expect(screen.getByText('Access token of Petshop, Production')).toBeTruthy();
  expect(screen.getByText('Copied. The clipboard is cleared in 30 seconds.')).toBeTruthy();
});

test('says so if the desktop can’t clear the clipboard', {
  tags: 'secrets/clipboard-wayland',
}, async () => {
  renderScreen(<p />, { 'secret:copy': () => ok({ clearsInSeconds: 30, clears: false }) });
  await act(() => copySecret(ref, 'Petshop, Production'));
  expect(screen.getByText(/Wayland lets Latchkey clear the clipboard only while/)).toBeTruthy();
});

test('a failed copy says that nothing was copied', async () => {
  renderScreen(<p />, { 'secret:copy': () => fails('secret/damaged') });
  await act(() => copySecret(ref, 'Petshop, Production'));
  expect(screen.getByText('Nothing copied')).toBeTruthy();
  expect(screen.queryByText('Access token of Petshop, Production')).toBeNull();
});
