import { act, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { WindowList } from '../../../renderer/ui/window-list.tsx';

const fruits = ['Apple', 'Banana', 'Blueberry', 'Cherry'].map((title) => ({
  id: title.toLowerCase(),
  title,
}));

/** A list that is loaded as a whole. */
const whole = <T extends { readonly id: string }>(items: readonly T[]) => ({
  rows: items.map((item, at) => ({ at, id: item.id, item })),
  total: items.length,
  question: '',
  onRange: () => {},
});

type Handlers = Partial<
  Record<'onOpen' | 'onCopy' | 'onDelete', (id: string) => void> & {
    onCut: (id: string) => void;
  }
>;

function Fruits({ onCut, ...handlers }: Handlers) {
  const [selectedId, setSelectedId] = useState<string | null>(null);
  return (
    <>
      <button type="button">before</button>
      <WindowList
        label="Fruits"
        window={whole(fruits)}
        row={({ title }) => ({ title, subtitle: 'a fruit' })}
        selectedId={selectedId}
        onSelect={setSelectedId}
        rowMenu={(id) => [{ id: 'cut', label: 'Cut', onAction: () => onCut?.(id) }]}
        {...handlers}
      />
      <button type="button">after</button>
    </>
  );
}

const selected = () => screen.queryByRole('option', { selected: true })?.textContent;

test('is one Tab stop with arrows inside', async () => {
  const user = userEvent.setup();
  render(<Fruits />);
  await user.tab();
  await user.tab();
  expect(screen.getByRole('listbox', { name: 'Fruits' }).contains(document.activeElement)).toBe(
    true,
  );
  await user.keyboard('{ArrowDown}');
  expect(selected()).toContain('Banana');
  await user.keyboard('{End}');
  expect(selected()).toContain('Cherry');
  await user.tab();
  expect(document.activeElement).toBe(screen.getByText('after'));
});

test('typing jumps to a row', async () => {
  const user = userEvent.setup();
  render(<Fruits />);
  await user.tab();
  await user.tab();
  await user.keyboard('blu');
  expect(document.activeElement?.textContent).toContain('Blueberry');
});

test('selects by clicking anywhere on the row, opens by Enter and double click', async () => {
  const user = userEvent.setup();
  const onOpen = vi.fn<(id: string) => void>();
  render(<Fruits onOpen={onOpen} />);
  await user.click(screen.getAllByText('a fruit')[1] ?? document.body);
  expect(selected()).toContain('Banana');
  expect(onOpen).not.toHaveBeenCalled();
  await user.keyboard('{Enter}');
  expect(onOpen).toHaveBeenLastCalledWith('banana');
  await user.dblClick(screen.getByText('Cherry'));
  expect(onOpen).toHaveBeenLastCalledWith('cherry');
});

function ManyFruits({
  onSelect,
}: Readonly<{ onSelect: (ids: readonly string[] | 'all') => void }>) {
  const [ids, setIds] = useState<readonly string[] | 'all'>([]);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  function select(chosen: readonly string[] | 'all'): void {
    setIds(chosen);
    onSelect(chosen);
  }
  return (
    <WindowList
      label="Fruits"
      window={whole(fruits)}
      row={({ title }) => ({ title })}
      selectedId={selectedId}
      onSelect={setSelectedId}
      many={{ ids, onSelect: select }}
    />
  );
}

test('Shift extends the selection from the row that was chosen first', async () => {
  const user = userEvent.setup();
  const onSelect = vi.fn<(ids: readonly string[] | 'all') => void>();
  render(<ManyFruits onSelect={onSelect} />);
  await user.click(screen.getByText('Apple'));
  await user.keyboard('{Shift>}');
  await user.click(screen.getByText('Cherry'));
  await user.keyboard('{/Shift}');
  expect(onSelect).toHaveBeenLastCalledWith(['apple', 'banana', 'blueberry', 'cherry']);
  await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(onSelect).toHaveBeenLastCalledWith(['apple', 'banana', 'blueberry']);
});

test('copies and deletes the row with the focus', async () => {
  const user = userEvent.setup();
  const onCopy = vi.fn<(id: string) => void>();
  const onDelete = vi.fn<(id: string) => void>();
  render(<Fruits onCopy={onCopy} onDelete={onDelete} />);
  await user.click(screen.getByText('Banana'));
  await user.keyboard('{Control>}c{/Control}{Delete}');
  expect(onCopy).toHaveBeenCalledWith('banana');
  expect(onDelete).toHaveBeenCalledWith('banana');
});

test('a right click opens the menu of that row', async () => {
  const user = userEvent.setup();
  const onCut = vi.fn<(id: string) => void>();
  render(<Fruits onCut={onCut} />);
  await user.pointer({ keys: '[MouseRight]', target: screen.getByText('Cherry') });
  await user.click(screen.getByRole('menuitem', { name: 'Cut' }));
  expect(onCut).toHaveBeenCalledWith('cherry');
});

test('shows its empty state', () => {
  render(
    <WindowList
      label="Fruits"
      window={whole([])}
      row={() => ({ title: '' })}
      selectedId={null}
      onSelect={() => {}}
      emptyState="No fruits yet"
    />,
  );
  expect(screen.getByText('No fruits yet')).toBeTruthy();
});

test('a late answer to what was typed takes the focus from nobody', async () => {
  const user = userEvent.setup();
  const place = Promise.withResolvers<number | null>();
  function Long() {
    const [selectedId, setSelectedId] = useState<string | null>(null);
    return (
      <>
        <WindowList
          label="Fruits"
          window={{ ...whole(fruits), total: 100 }}
          row={({ title }) => ({ title })}
          selectedId={selectedId}
          onSelect={setSelectedId}
          placeOf={() => place.promise}
        />
        <button type="button">after</button>
      </>
    );
  }
  const { rerender } = render(<Long />);
  await user.tab();
  await user.keyboard('c');
  await user.click(screen.getByText('after'));
  await act(async () => place.resolve(3));
  rerender(<Long />);
  await act(() => new Promise((resolve) => requestAnimationFrame(resolve)));
  expect(document.activeElement).toBe(screen.getByText('after'));
  expect(selected()).toContain('Apple');
});
