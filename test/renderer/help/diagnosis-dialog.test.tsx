import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Diagnosis } from '../../../renderer/features/help/diagnosis-dialog.tsx';
import { runCommand } from '../../../renderer/program/commands.ts';
import type { DiagnosisFinding } from '../../../shared/domain/diagnosis.ts';
import { ok } from '../../../shared/result.ts';
import { fails } from '../../support/fake-bridge.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const found: DiagnosisFinding[] = [
  { step: 'program', state: 'ok', text: 'Latchkey 1.0.0' },
  { step: 'backups', state: 'note', text: 'none yet' },
  { step: 'space', state: 'fail', text: '3 MB free' },
];

test('shows each step, marks only what needs attention, and saves the report', async () => {
  const { bridge, user } = renderScreen(<Diagnosis />, {
    'rescue:diagnose': () => ok(found),
    'rescue:save-diagnosis': () => ok({ path: '/home/ada/report.txt' }),
  });
  act(() => runCommand('help.diagnose'));
  const dialog = await screen.findByRole('dialog', { name: 'Check this installation' });
  await screen.findByText('3 MB free');
  const facts = [...dialog.querySelectorAll('dd')].map(({ textContent }) => textContent);
  expect(facts).toEqual(['Latchkey 1.0.0', 'Notenone yet', 'Problem3 MB free']);
  await user.click(screen.getByRole('button', { name: 'Save report…' }));
  expect(await screen.findByText('/home/ada/report.txt')).toBeTruthy();
  expect(bridge.inputs('rescue:save-diagnosis')).toEqual([{}]);
});

test('says why there is none', async () => {
  renderScreen(<Diagnosis />, { 'rescue:diagnose': () => fails('internal') });
  act(() => runCommand('help.diagnose'));
  expect(await screen.findByText(/Something went wrong|unexpected|error/i)).toBeTruthy();
});
