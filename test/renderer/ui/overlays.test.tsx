import { act, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { Button } from '../../../renderer/ui/button.tsx';
import { CommandPalette } from '../../../renderer/ui/command-palette.tsx';
import { ConfirmDialog } from '../../../renderer/ui/confirm-dialog.tsx';
import { Dialog } from '../../../renderer/ui/dialog.tsx';
import { MenuButton } from '../../../renderer/ui/menu-button.tsx';
import { SearchField } from '../../../renderer/ui/search-field.tsx';
import { TextField } from '../../../renderer/ui/text-field.tsx';
import { clearToasts, showToast, ToastRegion } from '../../../renderer/ui/toasts.tsx';

afterEach(() => {
  act(clearToasts);
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function pass(ms: number): void {
  act(() => {
    vi.advanceTimersByTime(ms);
  });
}

test('a destructive dialog focuses the safe button: Enter cancels', async () => {
  const user = userEvent.setup();
  const onConfirm = vi.fn<() => void>();
  const onCancel = vi.fn<() => void>();
  render(
    <ConfirmDialog
      isOpen
      title="Revoke?"
      effect="Revokes 3 active tokens of Petshop."
      confirmLabel="Revoke"
      onConfirm={onConfirm}
      onCancel={onCancel}
    />,
  );
  const dialog = screen.getByRole('alertdialog', { name: 'Revoke?' });
  expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancel' }));
  await user.keyboard('{Enter}');
  expect(onCancel).toHaveBeenCalledTimes(1);
  await user.keyboard('{Escape}');
  expect(onCancel).toHaveBeenCalledTimes(2);
  expect(onConfirm).not.toHaveBeenCalled();
  await user.click(within(dialog).getByRole('button', { name: 'Revoke' }));
  expect(onConfirm).toHaveBeenCalledTimes(1);
});

const question = (name: string | null) => (
  <ConfirmDialog
    isOpen={name !== null}
    title={`Revoke the access token of ${name ?? ''}?`}
    effect={name === null ? '' : 'Revokes 1 active token.'}
    confirmLabel="Revoke"
    onConfirm={vi.fn<() => void>()}
    onCancel={vi.fn<() => void>()}
  />
);

test('a dialog that fades out still says what it was about', async () => {
  const fade = { playState: 'running', finished: new Promise<never>(() => {}) };
  vi.stubGlobal('CSSTransition', EventTarget);
  Element.prototype.getAnimations = () => [fade as unknown as Animation];
  try {
    const { rerender } = render(question('Petshop'));
    rerender(question(null));
    // By its role alone: what fades out is hidden from screen readers already.
    const fading = await screen.findByRole('alertdialog', { hidden: true });
    expect(fading.textContent).toContain('Revoke the access token of Petshop?');
    expect(fading.textContent).toContain('Revokes 1 active token.');
    rerender(question('Orders'));
    expect(screen.getByRole('alertdialog').textContent).toContain('of Orders?');
  } finally {
    Reflect.deleteProperty(Element.prototype, 'getAnimations');
  }
});

test('Escape clears the search of a dialog, and in an empty one closes the dialog', async () => {
  const user = userEvent.setup();
  const onClose = vi.fn<() => void>();
  function Choice() {
    const [search, setSearch] = useState('');
    return (
      <Dialog isOpen onClose={onClose} title="Choose">
        <SearchField label="Search" value={search} onChange={setSearch} autoFocus />
      </Dialog>
    );
  }
  render(<Choice />);
  await user.keyboard('pet{Escape}');
  expect(screen.getByRole('searchbox')).toHaveProperty('value', '');
  expect(onClose).not.toHaveBeenCalled();
  await user.keyboard('{Escape}');
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('a dialog submits by Enter, traps the focus and restores it', async () => {
  const user = userEvent.setup();
  const onSubmit = vi.fn<(name: string) => void>();
  function NewApplication() {
    const [isOpen, setOpen] = useState(false);
    const [name, setName] = useState('');
    return (
      <>
        <Button onPress={() => setOpen(true)}>New</Button>
        <Dialog
          isOpen={isOpen}
          onClose={() => setOpen(false)}
          title="New application"
          onSubmit={() => {
            onSubmit(name);
            setOpen(false);
          }}
          footer={<Button type="submit">Create</Button>}
        >
          <TextField label="Name" value={name} onChange={setName} autoFocus />
        </Dialog>
      </>
    );
  }
  render(<NewApplication />);
  await user.click(screen.getByRole('button', { name: 'New' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Name' }));
  for (let i = 0; i < 5; i++) await user.tab();
  expect(screen.getByRole('dialog').contains(document.activeElement)).toBe(true);
  await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Petshop{Enter}');
  expect(onSubmit).toHaveBeenCalledWith('Petshop');
  expect(screen.queryByRole('dialog')).toBeNull();
  await waitFor(() =>
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'New' })),
  );
});

test('a toast is announced politely, its action runs once and closes it', async () => {
  const user = userEvent.setup();
  const undo = vi.fn<() => void>();
  render(<ToastRegion />);
  act(() => {
    showToast({ title: 'Petshop was deleted', action: { label: 'Undo', onPress: undo } });
  });
  expect(screen.getByRole('status').textContent).toContain('Petshop was deleted');
  expect(screen.queryByRole('alert')).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledTimes(1);
  expect(screen.queryByText('Petshop was deleted')).toBeNull();
});

test('an error toast is announced at once and stays; the same key replaces it', () => {
  vi.useFakeTimers();
  render(<ToastRegion />);
  act(() => {
    showToast({ title: 'Export failed', tone: 'danger' });
  });
  expect(screen.getByRole('alert').textContent).toContain('Export failed');
  act(() => {
    showToast({ title: 'Copied 1', key: 'copy' });
    showToast({ title: 'Copied 2', key: 'copy' });
  });
  // One at a time: the newest, and the error again once that is gone.
  expect(screen.queryByText('Copied 1')).toBeNull();
  expect(screen.queryByText('Export failed')).toBeNull();
  expect(screen.getByText('Copied 2')).toBeTruthy();
  pass(60_000);
  expect(screen.queryByText('Copied 2')).toBeNull();
  expect(screen.getByText('Export failed')).toBeTruthy();
});

test('a toast’s timer pauses under the pointer', () => {
  vi.useFakeTimers();
  render(<ToastRegion />);
  act(() => {
    showToast({ title: 'Copied' });
  });
  const region = screen.getByRole('region');
  act(() => within(region).getByRole('button').focus());
  pass(60_000);
  expect(screen.getByText('Copied')).toBeTruthy();
});

const room = (): string => document.documentElement.style.getPropertyValue('--toasts-room');

test('toasts reserve their space while there are any', () => {
  const measure: (() => void)[] = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: () => void) {
        measure.push(callback);
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(92);
  render(<ToastRegion />);
  act(() => {
    showToast({ title: 'Copied' });
  });
  for (const callback of measure) callback();
  expect(room()).toBe('92px');
  act(clearToasts);
  expect(room()).toBe('');
});

test('a menu opens by key, says why an entry is disabled, and runs the chosen one', async () => {
  const user = userEvent.setup();
  const rename = vi.fn<() => void>();
  const remove = vi.fn<() => void>();
  render(
    <MenuButton
      label="More"
      entries={[
        { id: 'rename', label: 'Rename', onAction: rename },
        'separator',
        {
          id: 'remove',
          label: 'Delete',
          onAction: remove,
          isDanger: true,
          disabledReason: 'It has active tokens',
        },
      ]}
    />,
  );
  await user.tab();
  await user.keyboard('{Enter}');
  expect(screen.getByText('It has active tokens')).toBeTruthy();
  await user.click(screen.getByRole('menuitem', { name: /Delete/ }));
  expect(remove).not.toHaveBeenCalled();
  await user.click(screen.getByRole('menuitem', { name: /Rename/ }));
  expect(rename).toHaveBeenCalledTimes(1);
});

const labels = () => screen.getAllByRole('menuitem').map((item) => item.textContent);

test('the palette reports what is typed, Enter runs the first, and Tab shows the second step', async () => {
  const user = userEvent.setup();
  const run = vi.fn<(id: string) => void>();
  const onClose = vi.fn<() => void>();
  const onQuery = vi.fn<(query: string) => void>();
  render(
    <CommandPalette
      isOpen
      onClose={onClose}
      onQuery={onQuery}
      label="Commands"
      sections={[
        {
          title: 'Applications',
          commands: [
            {
              id: 'open',
              label: 'Open Petshop',
              onRun: () => run('open'),
              actions: () => ({
                title: 'Actions for Petshop',
                commands: [
                  { id: 'copy', label: 'Copy token', onRun: () => run('copy') },
                  { id: 'renew', label: 'Re-generate token', onRun: () => run('renew') },
                ],
              }),
            },
          ],
        },
      ]}
    />,
  );
  await user.keyboard('p');
  expect(onQuery).toHaveBeenLastCalledWith('p');
  await user.tab();
  expect(labels()).toEqual(['Copy token', 'Re-generate token']);
  await user.keyboard('{Escape}');
  expect(labels()).toEqual(['Open Petshop']);
  expect(onClose).not.toHaveBeenCalled();
  await user.tab();
  await user.keyboard('re-gen{Enter}');
  expect(run.mock.calls).toEqual([['renew']]);
  expect(onClose).toHaveBeenCalled();
});
