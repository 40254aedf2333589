import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KeyRound } from 'lucide-react';
import { expect, test, vi } from 'vitest';
import { Button } from '../../../renderer/ui/button.tsx';
import { IconButton } from '../../../renderer/ui/icon-button.tsx';

test('a refused button can be reached, says why, and does nothing', async () => {
  const user = userEvent.setup();
  const onPress = vi.fn<() => void>();
  const onSubmit = vi.fn<() => void>();
  render(
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Button type="submit" onPress={onPress} disabledReason="Subscribe to an API first.">
        Generate Keys
      </Button>
    </form>,
  );
  const button = screen.getByRole('button', { name: 'Generate Keys' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  const reason = document.getElementById(button.getAttribute('aria-describedby') ?? '');
  expect(reason?.textContent).toBe('Subscribe to an API first.');
  await user.tab();
  expect(document.activeElement).toBe(button);
  expect(screen.getByRole('tooltip').textContent).toBe('Subscribe to an API first.');
  await user.keyboard('{Enter} ');
  await user.click(button);
  expect(onPress).not.toHaveBeenCalled();
  expect(onSubmit).not.toHaveBeenCalled();
});

test('a pending button keeps the focus and ignores presses', async () => {
  const user = userEvent.setup();
  const onPress = vi.fn<() => void>();
  const { rerender } = render(<Button onPress={onPress}>Export</Button>);
  await user.click(screen.getByRole('button'));
  rerender(
    <Button onPress={onPress} isPending>
      Export
    </Button>,
  );
  expect(document.activeElement).toBe(screen.getByRole('button', { name: /Export/ }));
  await user.click(screen.getByRole('button'));
  expect(onPress).toHaveBeenCalledTimes(1);
});

test('an icon button is named by its label and shows it on focus', async () => {
  const user = userEvent.setup();
  render(<IconButton label="New application" icon={KeyRound} shortcut="Ctrl+N" />);
  expect(screen.getByRole('button', { name: 'New application' })).toBeTruthy();
  await user.tab();
  expect(screen.getByRole('tooltip').textContent).toBe('New applicationCtrl+N');
});
