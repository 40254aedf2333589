import { screen } from '@testing-library/react';
import { beforeEach, expect, test, vi } from 'vitest';
import { clearDraft, useDraft } from '../../../renderer/program/drafts.ts';
import { useFieldErrors } from '../../../renderer/program/field-errors.ts';
import { FormDialog } from '../../../renderer/program/form-dialog.tsx';
import { TextField } from '../../../renderer/ui/text-field.tsx';
import { appError } from '../../../shared/errors.ts';
import { renderScreen } from '../../support/render-screen.tsx';

const submit = vi.fn<() => void>();
const initial = { name: '' };

function Form({ isPending = false }) {
  const typed = useDraft('test', initial);
  const errors = useFieldErrors();
  return (
    <FormDialog
      title="New thing"
      submitLabel="Create"
      isPending={isPending}
      onSubmit={() => {
        submit();
        errors.show([appError('field/required', { field: 'name' }), appError('database/busy')]);
      }}
      onClose={() => {}}
      typed={typed}
      errors={errors}
      fields={['name']}
    >
      <TextField
        label="Name"
        value={typed.draft.name}
        onChange={(name) => typed.change({ name })}
        errorMessage={errors.at('name')}
      />
    </FormDialog>
  );
}

const name = () => screen.getByRole('textbox', { name: 'Name' });
const alerts = () => screen.queryAllByRole('alert').map(({ textContent }) => textContent);

beforeEach(() => {
  clearDraft('test');
  submit.mockClear();
});

test('an error is shown at its field, or above the fields if it belongs to none', async () => {
  const { user } = renderScreen(<Form />);
  await user.click(name());
  await user.keyboard('{Enter}');
  expect(alerts()).toEqual([
    'Another program is using the workspace. Nothing was changed. Close the other program and try again.',
    'Enter a name.',
  ]);
  expect(document.activeElement).toBe(name());
});

test('“Start over” clears input and errors', async () => {
  const { user, unmount } = renderScreen(<Form />);
  expect(screen.queryByRole('button', { name: 'Start over' })).toBeNull();
  await user.type(name(), 'Shop');
  unmount();
  renderScreen(<Form />);
  await user.type(name(), '{Enter}');
  expect(alerts()).toHaveLength(2);
  await user.click(screen.getByRole('button', { name: 'Start over' }));
  expect(name()).toHaveProperty('value', '');
  expect(alerts()).toEqual([]);
});

test('Enter sends nothing a second time while the first is running', async () => {
  const { user } = renderScreen(<Form isPending />);
  await user.type(name(), 'Shop{Enter}');
  expect(submit).not.toHaveBeenCalled();
});
