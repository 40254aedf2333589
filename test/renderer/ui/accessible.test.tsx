import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import axe from 'axe-core';
import { expect, test } from 'vitest';
import { ConfirmDialog } from '../../../renderer/ui/confirm-dialog.tsx';
import { clearToasts, showToast, ToastRegion } from '../../../renderer/ui/toasts.tsx';
import { Controls } from '../../gallery/controls.tsx';
import { Fields } from '../../gallery/fields.tsx';
import { Frame } from '../../gallery/frame.tsx';
import { Overlays } from '../../gallery/overlays.tsx';
import { TablePage } from '../../gallery/table-page.tsx';

function Table() {
  return (
    <main>
      <TablePage count={30} />
    </main>
  );
}

// Names, roles and references. Colours and sizes need a real browser: contrast.test.ts and the gallery.
// The headless library's live announcer refers for some seconds to what is gone.
async function faults(): Promise<readonly string[]> {
  const where = { include: ['body'], exclude: ['[data-live-announcer]'] };
  const { violations } = await axe.run(where, {
    resultTypes: ['violations'],
    rules: {
      'color-contrast': { enabled: false },
      'page-has-heading-one': { enabled: false },
    },
  });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

test.each([
  ['controls', Controls],
  ['fields', Fields],
  ['the frame', () => <Frame count={30} />],
  ['a table', Table],
])('%s have no axe violation', async (_, Page) => {
  render(<Page />);
  expect(await faults()).toEqual([]);
});

test('an open menu has no axe violation', async () => {
  const user = userEvent.setup();
  render(<Overlays />);
  await user.click(screen.getByRole('button', { name: 'Menu' }));
  expect(screen.getByRole('menu')).toBeTruthy();
  expect(await faults()).toEqual([]);
});

test('a dialog and toasts have no axe violation', async () => {
  render(
    <>
      <ToastRegion />
      <ConfirmDialog
        isOpen
        title="Delete?"
        effect="Deletes it."
        confirmLabel="Delete"
        onConfirm={() => {}}
        onCancel={() => {}}
        errorMessage="It could not be deleted."
      />
    </>,
  );
  act(() => {
    showToast({ title: 'Deleted', action: { label: 'Undo', onPress: () => {} } });
  });
  expect(await faults()).toEqual([]);
  act(clearToasts);
});
