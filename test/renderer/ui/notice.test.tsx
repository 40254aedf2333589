import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { Notice } from '../../../renderer/ui/notice.tsx';

test('a folded notice shows its title, and the rest when unfolded', async () => {
  render(
    <Notice tone="warning" title="Trial runtime" isFolded>
      Not for keys that matter.
    </Notice>,
  );
  const title = screen.getByRole('button', { name: 'Trial runtime' });
  expect(title.getAttribute('aria-expanded')).toBe('false');
  expect(screen.queryByRole('group')).toBeNull();
  await userEvent.setup().click(title);
  expect(title.getAttribute('aria-expanded')).toBe('true');
  expect(screen.getByRole('group', { name: 'Trial runtime' }).textContent).toBe(
    'Not for keys that matter.',
  );
});
