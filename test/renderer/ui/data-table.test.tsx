import { fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { type ComponentProps, useContext, useState } from 'react';
import { TableStateContext } from 'react-aria-components';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { DataTable, type TableColumn } from '../../../renderer/ui/data-table.tsx';
import { rowHeights } from '../../../renderer/ui/density.ts';
import { useSorted } from '../../../renderer/ui/use-sorted.ts';

type Token = Readonly<{ id: string; name: string; size: number }>;

const tokens: readonly Token[] = [
  { id: 'p', name: 'Petshop', size: 20 },
  { id: 'b', name: 'Bank', size: 3 },
  { id: 'w', name: 'Weather', size: 100 },
];

const columns: readonly TableColumn<Token>[] = [
  { id: 'name', title: 'Name', cell: ({ name }) => name, isRowHeader: true, isSortable: true },
  { id: 'size', title: 'Size', cell: ({ size }) => size, align: 'end', isSortable: true },
];

const keys = { name: ({ name }: Token) => name, size: ({ size }: Token) => size };
const byName = { column: 'name', direction: 'ascending' } as const;

type TokensProps = Readonly<{
  selection?: 'none' | 'single' | 'multiple';
  onOpen?: (id: string) => void;
  onSelect?: (ids: readonly string[]) => void;
}>;

function Tokens({ selection = 'single', onOpen, onSelect }: TokensProps) {
  const [selectedIds, setSelectedIds] = useState<readonly string[]>([]);
  const sorted = useSorted(tokens, keys, byName);
  return (
    <>
      <DataTable
        label="Tokens"
        columns={columns}
        selection={selection}
        selectedIds={selectedIds}
        onSelect={(ids) => {
          setSelectedIds(ids);
          onSelect?.(ids);
        }}
        onOpen={onOpen}
        {...sorted}
      />
      <button type="button">after</button>
    </>
  );
}

const names = () => screen.getAllByRole('rowheader').map((cell) => cell.textContent);

test('is one Tab stop with arrows inside', async () => {
  const user = userEvent.setup();
  render(<Tokens />);
  await user.tab();
  const grid = screen.getByRole('grid', { name: 'Tokens' });
  expect(grid.contains(document.activeElement)).toBe(true);
  await user.keyboard('{ArrowDown}');
  expect(screen.getByRole('row', { selected: true }).textContent).toContain('Petshop');
  await user.tab();
  expect(document.activeElement).toBe(screen.getByText('after'));
});

test('typing jumps to a row, and Enter opens it', async () => {
  const user = userEvent.setup();
  const onOpen = vi.fn<(id: string) => void>();
  render(<Tokens onOpen={onOpen} />);
  await user.tab();
  await user.keyboard('we');
  expect(document.activeElement?.textContent).toContain('Weather');
  await user.keyboard('{Enter}');
  expect(onOpen).toHaveBeenCalledWith('w');
});

test('sorts texts by the locale and numbers by value', async () => {
  const user = userEvent.setup();
  render(<Tokens />);
  expect(names()).toEqual(['Bank', 'Petshop', 'Weather']);
  await user.click(screen.getByRole('columnheader', { name: /Name/ }));
  expect(names()).toEqual(['Weather', 'Petshop', 'Bank']);
  await user.click(screen.getByRole('columnheader', { name: /Size/ }));
  expect(names()).toEqual(['Bank', 'Petshop', 'Weather']);
});

test('selects one, several and all with the checkboxes', async () => {
  const user = userEvent.setup();
  const onSelect = vi.fn<(ids: readonly string[]) => void>();
  render(<Tokens selection="multiple" onSelect={onSelect} />);
  const rows = screen.getAllByRole('row').slice(1);
  for (const row of rows.slice(0, 2)) await user.click(within(row).getByRole('checkbox'));
  expect(onSelect).toHaveBeenLastCalledWith(['b', 'p']);
  await user.click(screen.getByRole('checkbox', { name: 'Select all' }));
  expect([...(onSelect.mock.lastCall?.[0] ?? [])].toSorted()).toEqual(['b', 'p', 'w']);
});

test('Shift extends the selection from the row that was chosen first, with a click or an arrow', async () => {
  const user = userEvent.setup();
  const onSelect = vi.fn<(ids: readonly string[]) => void>();
  render(<Tokens selection="multiple" onSelect={onSelect} />);
  const [bank, , weather] = screen.getAllByRole('rowheader');
  await user.click(bank as HTMLElement);
  await user.keyboard('{Shift>}');
  await user.click(weather as HTMLElement);
  await user.keyboard('{/Shift}');
  expect(onSelect).toHaveBeenLastCalledWith(['b', 'p', 'w']);
  await user.keyboard('{Shift>}{ArrowUp}{/Shift}');
  expect(onSelect).toHaveBeenLastCalledWith(['b', 'p']);
});

function Empty({ text }: Readonly<{ text: string }>) {
  return <DataTable label="Tokens" columns={columns} items={[]} emptyState={<p>{text}</p>} />;
}

test('shows its empty state, and changes in it', () => {
  const { rerender } = render(<Empty text="No tokens yet" />);
  expect(screen.getByText('No tokens yet')).toBeTruthy();
  rerender(<Empty text="Nothing matches" />);
  expect(screen.getByText('Nothing matches')).toBeTruthy();
});

let unit = 'B';
const withUnit: readonly TableColumn<Token>[] = [
  { id: 'size', title: 'Size', cell: ({ size }) => `${size} ${unit}` },
];

test('redraws its rows when something they read has changed', () => {
  const table = () => (
    <DataTable label="Tokens" columns={withUnit} items={tokens} dependencies={[unit]} />
  );
  const { rerender } = render(table());
  expect(screen.getByText('20 B')).toBeTruthy();
  unit = 'kB';
  rerender(table());
  expect(screen.getByText('20 kB')).toBeTruthy();
});

describe('the menu of a row', () => {
  const onCut = vi.fn<(id: string) => void>();

  beforeEach(() => {
    onCut.mockClear();
    render(
      <DataTable
        label="Tokens"
        columns={columns}
        items={tokens}
        rowMenu={(id) => [{ id: 'cut', label: 'Cut', onAction: () => onCut(id) }]}
      />,
    );
  });

  test('opens by a right click on any of its cells', async () => {
    const user = userEvent.setup();
    await user.pointer({ keys: '[MouseRight]', target: screen.getByText('3') });
    await user.click(screen.getByRole('menuitem', { name: 'Cut' }));
    expect(onCut).toHaveBeenCalledExactlyOnceWith('b');
  });

  test.each([
    ['row', '{ArrowDown}'],
    ['cell', '{ArrowDown}{ArrowRight}'],
  ])('opens with the menu key on the %s with the focus', async (_where, keys) => {
    const user = userEvent.setup();
    await user.tab();
    await user.keyboard(keys);
    // What Shift+F10 and the Menu key do in a browser.
    fireEvent.contextMenu(document.activeElement ?? document.body);
    await user.click(screen.getByRole('menuitem', { name: 'Cut' }));
    expect(onCut).toHaveBeenCalledExactlyOnceWith('b');
  });

  test('doesn’t open on the heading', async () => {
    const user = userEvent.setup();
    await user.pointer({ keys: '[MouseRight]', target: screen.getByText('Size') });
    expect(screen.queryByRole('menuitem')).toBeNull();
  });
});

const ask = (question: string) => (
  <DataTable label="Tokens" columns={columns} items={tokens} question={question} />
);

test('another question is answered from its first row on', () => {
  const { rerender } = render(ask('all'));
  const scroller = screen.getByRole('grid').parentElement as HTMLElement;
  scroller.scrollTop = 500;
  rerender(ask('all'));
  expect(scroller.scrollTop).toBe(500);
  rerender(ask('revoked'));
  expect(scroller.scrollTop).toBe(0);
});

const rowOf = (name: string) => screen.findByRole('row', { name });
const indexOf = (row: HTMLElement): string | null => row.getAttribute('aria-rowindex');
const focused = () => document.activeElement?.textContent ?? '';

describe('a long table', () => {
  const many: readonly Token[] = Array.from({ length: 500 }, (_, at) => ({
    id: `t${at}`,
    name: `${'ABCDE'[Math.floor(at / 100)]} ${at}`,
    size: at,
  }));

  function renderMany(more: Partial<ComponentProps<typeof DataTable<Token>>> = {}) {
    render(
      <DataTable label="Tokens" columns={columns} items={many} selection="single" {...more} />,
    );
    const scroller = screen.getByRole('grid').parentElement as HTMLElement;
    Object.defineProperty(scroller, 'clientHeight', { value: 400 });
    return {
      scroller,
      scrollTo(at: number): void {
        scroller.scrollTop = at * rowHeights.comfortable.table;
        fireEvent.scroll(scroller);
      },
    };
  }

  test('has the rows around those on screen, each counted as the one that it is', async () => {
    const { scrollTo } = renderMany();
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('501');
    expect(names().length).toBeLessThan(150);
    scrollTo(400);
    // The headings are the first row.
    expect(indexOf(await rowOf('E 400'))).toBe('402');
    expect(names().length).toBeLessThan(150);
    expect(names()).not.toContain('A 0');
  });

  test('scrolled fast, shows the rows that pass, and rests until then', async () => {
    const { scroller, scrollTo } = renderMany();
    // The headless table listens on the document, and draws all of its rows for each event.
    const heard = vi.fn<() => void>();
    document.addEventListener('scroll', heard, { capture: true, once: true });
    scrollTo(300);
    expect(heard).not.toHaveBeenCalled();
    expect(scroller.textContent).toContain('D 300');
    expect(screen.queryByRole('row', { name: 'D 300' })).toBeNull();
    expect(names()).toContain('A 0');
    await rowOf('D 300');
    expect(scroller.querySelectorAll('[aria-hidden] [data-selected]')).toHaveLength(0);
    await waitFor(() => expect(within(scroller).getAllByText('D 300')).toHaveLength(1));
    expect(heard).toHaveBeenCalled();
  });

  test('keeps the row with the focus, from which the arrows go on', async () => {
    const { scrollTo } = renderMany();
    await userEvent.click(await rowOf('A 5'));
    scrollTo(400);
    await rowOf('E 400');
    expect(indexOf(await rowOf('A 5'))).toBe('7');
    await waitFor(() => expect(focused()).toContain('A 5'));
    await userEvent.keyboard('{ArrowDown}');
    await waitFor(() => expect(focused()).toContain('A 6'));
  });

  test('End, Home and typing reach every row', async () => {
    renderMany();
    await userEvent.click(await rowOf('A 5'));
    await userEvent.keyboard('{End}');
    await waitFor(() => expect(focused()).toContain('E 499'));
    await userEvent.keyboard('{Home}');
    await waitFor(() => expect(focused()).toContain('A 0'));
    // One letter: on a busy machine, a second passes between two.
    await userEvent.keyboard('c');
    await waitFor(() => expect(focused()).toContain('C 200'));
  });

  test('asks for more rows when the last ones come near', () => {
    const onLoadMore = vi.fn<() => void>();
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        observe() {}
        disconnect() {}
      },
    );
    const { scrollTo } = renderMany({ onLoadMore });
    scrollTo(100);
    expect(onLoadMore).not.toHaveBeenCalled();
    scrollTo(480);
    expect(onLoadMore).toHaveBeenCalled();
  });
});

test('draws nothing anew when something else on the page has changed', () => {
  const drawn = vi.fn<(state: unknown) => void>();
  function Name({ name }: Readonly<{ name: string }>) {
    // Given anew to all rows whenever the headless table is drawn.
    drawn(useContext(TableStateContext));
    return name;
  }
  const named: readonly TableColumn<Token>[] = [
    { id: 'name', title: 'Name', cell: ({ name }) => <Name name={name} />, isRowHeader: true },
  ];
  const table = (selectedIds: readonly string[]) => (
    <DataTable
      label="Tokens"
      columns={named}
      items={tokens}
      selection="single"
      selectedIds={selectedIds}
      onSelect={() => {}}
      onOpen={() => {}}
      sort={{ column: 'name', direction: 'ascending' }}
      emptyState={<p>Nothing</p>}
    />
  );
  const { rerender } = render(table(['b']));
  drawn.mockClear();
  rerender(table(['b']));
  expect(drawn).not.toHaveBeenCalled();
  rerender(table(['w']));
  expect(drawn).toHaveBeenCalled();
});
