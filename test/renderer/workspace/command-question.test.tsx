import { screen } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { CommandQuestionDialog } from '../../../renderer/features/workspace/command-question.tsx';
import type { CommandQuestion } from '../../../shared/domain/command.ts';
import { ok } from '../../../shared/result.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const question: CommandQuestion = {
  id: 'one',
  command: 'token get Shop',
  caller: {
    name: 'latchkey',
    path: '/opt/Latchkey/latchkey',
    startedBy: { name: 'bash', path: '/usr/bin/bash' },
    terminal: 'pts/3',
    isProven: true,
  },
  canRemember: true,
  waiting: 0,
};

let now = 0;

beforeEach(() => {
  now = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now);
  return () => clock.mockRestore();
});

async function ask(more: Partial<CommandQuestion> = {}) {
  const rendered = renderScreen(<CommandQuestionDialog />, {
    'program:question': () => ok({ ...question, ...more }),
    'program:answer-question': () => ok(null),
  });
  await screen.findByRole('alertdialog', { name: 'Allow this command?' });
  return rendered;
}

const press = (name: string) => screen.getByRole('button', { name });

describe('the question', () => {
  test('says what is asked, by whom and from where', async () => {
    await ask({ waiting: 2 });
    const dialog = screen.getByRole('alertdialog');
    for (const text of [
      'latchkey token get Shop',
      '/opt/Latchkey/latchkey',
      '/usr/bin/bash',
      'pts/3',
      '2 more commands are waiting.',
    ]) {
      expect(dialog.textContent).toContain(text);
    }
  });

  test.each([
    ['Don’t allow', 'no'],
    ['Allow once', 'once'],
    ['Allow this terminal until locked', 'terminal'],
  ] as const)('is answered by %s', async (name, answer) => {
    const { bridge, user } = await ask();
    now = 600;
    await user.click(press(name));
    expect(bridge.inputs('program:answer-question')).toEqual([{ id: 'one', answer }]);
  });

  test('isn’t answered with yes by a click that was meant for what it covers', async () => {
    const { bridge, user } = await ask();
    now = 400;
    await user.click(press('Allow once'));
    expect(bridge.inputs('program:answer-question')).toEqual([]);
  });

  test('is answered with no by Enter and by Escape', async () => {
    const { bridge, user } = await ask();
    await user.keyboard('{Enter}');
    await user.keyboard('{Escape}');
    const no = { id: 'one', answer: 'no' };
    expect(bridge.inputs('program:answer-question')).toEqual([no, no]);
  });

  test('offers no memory where there is no terminal, and says what isn’t proven', async () => {
    await ask({
      canRemember: false,
      caller: { ...question.caller, startedBy: null, terminal: null, isProven: false },
    });
    expect(screen.queryByRole('button', { name: /terminal/i })).toBeNull();
    expect(screen.getByRole('alertdialog').textContent).toContain('what the program says');
    expect(screen.getByRole('alertdialog').textContent).toContain('None, such as a timer');
  });
});
