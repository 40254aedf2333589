import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KeyRound } from 'lucide-react';
import { expect, test, vi } from 'vitest';
import { Button } from '../../../renderer/ui/button.tsx';
import { IconButton } from '../../../renderer/ui/icon-button.tsx';

test('a disabled button can be focused, says why, and does nothing', async () => {
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

test('a pending button keeps the focus and ignores clicks', async () => {
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

test.each([
  ['a reason', { disabledReason: 'Nothing was changed' }],
  ['a tooltip', { tooltip: 'Saves the settings' }],
])('a button stays the same element, with its focus, when %s changes', async (_, words) => {
  const user = userEvent.setup();
  const { rerender } = render(<Button>Save</Button>);
  const button = screen.getByRole('button', { name: 'Save' });
  await user.tab();
  for (const props of [words, {}, words]) {
    rerender(<Button {...props}>Save</Button>);
    expect(screen.getByRole('button', { name: 'Save' })).toBe(button);
    expect(document.activeElement).toBe(button);
  }
});

test('a tooltip whose text was removed doesn’t reappear', async () => {
  const user = userEvent.setup();
  const { rerender } = render(<Button disabledReason="Nothing was changed">Save</Button>);
  await user.tab();
  expect(screen.getByRole('tooltip')).toBeTruthy();
  rerender(<Button>Save</Button>);
  expect(screen.queryByRole('tooltip')).toBeNull();
  await user.tab();
  rerender(<Button disabledReason="Nothing was changed">Save</Button>);
  expect(screen.queryByRole('tooltip')).toBeNull();
});

test('an icon button has its label as name and shows it on focus', async () => {
  const user = userEvent.setup();
  render(<IconButton label="New application" icon={KeyRound} shortcut="Ctrl+N" />);
  expect(screen.getByRole('button', { name: 'New application' })).toBeTruthy();
  await user.tab();
  expect(screen.getByRole('tooltip').textContent).toBe('New applicationCtrl+N');
});
