import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { CheckboxGroup } from '../../../renderer/ui/checkbox-group.tsx';
import { RadioGroup } from '../../../renderer/ui/radio-group.tsx';
import { SearchField } from '../../../renderer/ui/search-field.tsx';
import { Select } from '../../../renderer/ui/select.tsx';
import { TextField } from '../../../renderer/ui/text-field.tsx';

/** The text that a screen reader adds to the name of an element. */
function descriptionOf(element: HTMLElement): string {
  const ids = element.getAttribute('aria-describedby')?.split(' ') ?? [];
  return ids.map((id) => document.getElementById(id)?.textContent ?? '').join(' ');
}

function Validity({ error }: Readonly<{ error?: string }>) {
  const [value, setValue] = useState('3600');
  return (
    <TextField
      label="Access token validity period"
      value={value}
      onChange={setValue}
      unit="s"
      reading={`${value} s`}
      description="A negative number never expires."
      errorMessage={error}
      isRequired
    />
  );
}

test('a text field keeps what is typed and reports it', async () => {
  const user = userEvent.setup();
  render(<Validity />);
  const field = screen.getByRole('textbox', { name: /Access token validity period/ });
  await user.clear(field);
  await user.type(field, 'abc');
  expect(field).toHaveProperty('value', 'abc');
  expect(screen.getByText('abc s')).toBeTruthy();
});

test('an error is shown at its field and belongs to it', () => {
  const { rerender } = render(<Validity />);
  const field = screen.getByRole('textbox');
  expect(field.getAttribute('aria-invalid')).toBeNull();
  rerender(<Validity error="Give a whole number of seconds." />);
  expect(field.getAttribute('aria-invalid')).toBe('true');
  expect(descriptionOf(field)).toContain('Give a whole number of seconds.');
  expect(descriptionOf(field)).toContain('A negative number never expires.');
  expect(screen.getByRole('alert').textContent).toBe('Give a whole number of seconds.');
});

const scopes = [
  { id: 'read', label: 'read:pets', description: 'See the pets' },
  { id: 'write', label: 'write:pets' },
  { id: 'admin', label: 'admin', isDisabled: true },
] as const;

test('a checkbox group returns its options in their own order', async () => {
  const user = userEvent.setup();
  const onChange = vi.fn<(value: readonly string[]) => void>();
  function Scopes() {
    const [value, setValue] = useState<readonly string[]>([]);
    return (
      <CheckboxGroup
        label="Scopes"
        options={scopes}
        value={value}
        onChange={(next) => {
          setValue(next);
          onChange(next);
        }}
      />
    );
  }
  render(<Scopes />);
  const group = screen.getByRole('group', { name: 'Scopes' });
  expect(group).toBeTruthy();
  await user.click(screen.getByRole('checkbox', { name: 'write:pets' }));
  await user.click(screen.getByRole('checkbox', { name: 'read:pets' }));
  expect(onChange).toHaveBeenLastCalledWith(['read', 'write']);
  await user.click(screen.getByRole('checkbox', { name: 'write:pets' }));
  expect(onChange).toHaveBeenLastCalledWith(['read']);
  await user.click(screen.getByRole('checkbox', { name: 'admin' }));
  expect(onChange).toHaveBeenCalledTimes(3);
  expect(descriptionOf(screen.getByRole('checkbox', { name: 'read:pets' }))).toContain('See');
});

test('a checkbox group shows its error and its text for no options', () => {
  render(
    <CheckboxGroup
      label="Scopes"
      options={[]}
      value={[]}
      onChange={() => {}}
      emptyState="No scopes: subscribe to an API first."
      errorMessage="Choose at least one."
    />,
  );
  expect(screen.getByText('No scopes: subscribe to an API first.')).toBeTruthy();
  expect(descriptionOf(screen.getByRole('group'))).toContain('Choose at least one.');
});

function Quota() {
  const [value, setValue] = useState<'10' | '20' | null>('10');
  return (
    <RadioGroup
      label="Quota"
      options={[
        { id: '10', label: '10PerMin' },
        { id: '20', label: '20PerMin' },
      ]}
      value={value}
      onChange={setValue}
    />
  );
}

test('a radio group is one Tab stop with arrows inside', async () => {
  const user = userEvent.setup();
  render(<Quota />);
  await user.tab();
  await user.keyboard('{ArrowDown}');
  expect(screen.getByRole('radio', { name: '20PerMin' })).toHaveProperty('checked', true);
  await user.tab();
  expect(document.activeElement).toBe(document.body);
});

test('a select reads its value by name and changes by keyboard', async () => {
  const user = userEvent.setup();
  const onChange = vi.fn<(value: 'gold' | 'bronze') => void>();
  render(
    <Select
      label="Business plan"
      options={[
        { id: 'gold', label: 'Gold', description: '5000 a minute' },
        { id: 'bronze', label: 'Bronze' },
      ]}
      value="gold"
      onChange={onChange}
    />,
  );
  const button = screen.getByRole('button', { name: /Business plan/ });
  expect(button.textContent).toContain('Gold');
  expect(button.textContent).not.toContain('5000');
  await user.tab();
  await user.keyboard('{Enter}{ArrowDown}{Enter}');
  expect(onChange).toHaveBeenCalledWith('bronze');
});

test('a search field clears by Escape and by its button, and passes ArrowDown on', async () => {
  const user = userEvent.setup();
  const onArrowDown = vi.fn<() => void>();
  function Search() {
    const [value, setValue] = useState('');
    return (
      <SearchField
        label="Search applications"
        value={value}
        onChange={setValue}
        onArrowDown={onArrowDown}
        autoFocus
      />
    );
  }
  render(<Search />);
  const field = screen.getByRole('searchbox', { name: 'Search applications' });
  expect(document.activeElement).toBe(field);
  await user.keyboard('pet{Escape}');
  expect(field).toHaveProperty('value', '');
  await user.keyboard('shop');
  await user.click(screen.getByRole('button', { name: 'Clear search' }));
  expect(field).toHaveProperty('value', '');
  await user.keyboard('{ArrowDown}');
  expect(onArrowDown).toHaveBeenCalledTimes(1);
});
