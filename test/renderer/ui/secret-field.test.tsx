import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { SecretField } from '../../../renderer/ui/secret-field.tsx';

const secret = 'sCr3t_value_that_nobody_may_see';

function Secret({ onCopy }: Readonly<{ onCopy?: () => void }>) {
  const [value, setValue] = useState<string>();
  return (
    <SecretField
      label="Consumer secret"
      value={value}
      onReveal={() => setValue(secret)}
      onHide={() => setValue(undefined)}
      onCopy={onCopy ?? (() => {})}
      onExport={() => {}}
    />
  );
}

test('is a group named by its label, with buttons of exactly these names', () => {
  render(<Secret />);
  const group = screen.getByRole('group', { name: 'Consumer secret' });
  expect(group).toBeTruthy();
  for (const name of ['Reveal', 'Copy', 'Export']) {
    expect(screen.getByRole('button', { name })).toBeTruthy();
  }
});

test('a masked value isn’t in the page', async () => {
  const user = userEvent.setup();
  render(<Secret />);
  const before = screen.getByRole('group').textContent;
  expect(document.documentElement.outerHTML).not.toContain(secret);
  await user.click(screen.getByRole('button', { name: 'Reveal' }));
  expect(screen.getByText(secret)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Hide' }));
  expect(document.documentElement.outerHTML).not.toContain(secret);
  expect(screen.getByRole('group').textContent).toBe(before);
});

test('copies while masked', async () => {
  const user = userEvent.setup();
  const onCopy = vi.fn<() => void>();
  render(<Secret onCopy={onCopy} />);
  await user.click(screen.getByRole('button', { name: 'Copy' }));
  expect(onCopy).toHaveBeenCalledTimes(1);
});

test('a public value is shown, and can only be copied', () => {
  render(<SecretField label="Consumer key" value="ck_abc" onCopy={() => {}} />);
  expect(screen.getByText('ck_abc')).toBeTruthy();
  expect(screen.getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Copy']);
});
