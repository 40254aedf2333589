import { fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { KeyRound, Package, Settings } from 'lucide-react';
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { type PaneSizes, Panes } from '../../../renderer/ui/panes.tsx';
import { Sidebar } from '../../../renderer/ui/sidebar.tsx';
import { Tabs } from '../../../renderer/ui/tabs.tsx';
import { UiProvider } from '../../../renderer/ui/ui-provider.tsx';

type WindowProps = Readonly<{ locale?: string; onSizes?: (sizes: PaneSizes) => void }>;

const initial: PaneSizes = { sidebar: 208, list: 320 };

function Window({ locale = 'en', onSizes }: WindowProps) {
  const [sizes, setSizes] = useState(initial);
  return (
    <UiProvider locale={locale}>
      <Panes
        sidebar="sidebar"
        sidebarLabel="Main"
        list="list"
        detail="detail"
        sizes={sizes}
        onSizesChange={(next) => {
          setSizes(next);
          onSizes?.(next);
        }}
      />
    </UiProvider>
  );
}

const edge = () => screen.getByRole('separator', { name: 'Sidebar width' });
const width = () => Number(edge().getAttribute('aria-valuenow'));

test('every pane is in a landmark: the navigation, and one main for the content', () => {
  render(<Window />);
  const main = screen.getByRole('main');
  expect(main.textContent).toBe('listdetail');
  const navigation = screen.getByRole('navigation', { name: 'Main' });
  expect(navigation.textContent).toBe('sidebar');
  expect(navigation.contains(edge())).toBe(true);
});

test('an edge moves by keyboard within its limits, and resets by double click', async () => {
  const user = userEvent.setup();
  const onSizes = vi.fn<(sizes: PaneSizes) => void>();
  render(<Window onSizes={onSizes} />);
  edge().focus();
  await user.keyboard('{ArrowRight}');
  expect(onSizes).toHaveBeenLastCalledWith({ ...initial, sidebar: 224 });
  await user.keyboard('{End}{ArrowRight}');
  expect(width()).toBe(Number(edge().getAttribute('aria-valuemax')));
  await user.keyboard('{Home}{ArrowLeft}');
  expect(width()).toBe(Number(edge().getAttribute('aria-valuemin')));
  await user.dblClick(edge());
  expect(width()).toBe(initial.sidebar);
});

test('right to left reverses the arrow keys', async () => {
  const user = userEvent.setup();
  render(<Window locale="ar" />);
  expect(document.documentElement.dir).toBe('rtl');
  edge().focus();
  await user.keyboard('{ArrowLeft}');
  expect(width()).toBe(224);
});

test('a drag is saved once, when it ends', () => {
  // jsdom has no layout, so no widths.
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 208, 600));
  const onSizes = vi.fn<(sizes: PaneSizes) => void>();
  render(<Window onSizes={onSizes} />);
  fireEvent.pointerDown(edge(), { button: 0, clientX: 208 });
  fireEvent.pointerMove(edge(), { clientX: 230 });
  expect(width()).toBe(230);
  expect(onSizes).not.toHaveBeenCalled();
  fireEvent.pointerMove(edge(), { clientX: 250 });
  fireEvent.pointerUp(edge(), { clientX: 250 });
  expect(onSizes).toHaveBeenCalledExactlyOnceWith({ ...initial, sidebar: 250 });
  vi.restoreAllMocks();
});

test('clicking an edge without moving changes nothing', () => {
  const onSizes = vi.fn<(sizes: PaneSizes) => void>();
  render(<Window onSizes={onSizes} />);
  fireEvent.pointerDown(edge(), { button: 0, clientX: 208 });
  fireEvent.pointerUp(edge(), { clientX: 208 });
  expect(onSizes).not.toHaveBeenCalled();
});

test('the sidebar is one Tab stop at the current page, with arrows inside', async () => {
  const user = userEvent.setup();
  const onNavigate = vi.fn<(id: string) => void>();
  render(
    <Sidebar
      items={[
        { id: 'applications', label: 'Applications', icon: Package },
        { id: 'tokens', label: 'Tokens', icon: KeyRound },
        { id: 'settings', label: 'Settings', icon: Settings },
      ]}
      current="tokens"
      onNavigate={onNavigate}
    />,
  );
  await user.tab();
  const current = screen.getByRole('link', { name: 'Tokens' });
  expect(document.activeElement).toBe(current);
  expect(current.getAttribute('aria-current')).toBe('page');
  await user.keyboard('{ArrowDown}{Enter}');
  expect(onNavigate).toHaveBeenLastCalledWith('settings');
  await user.tab();
  expect(document.activeElement).toBe(document.body);
});

function Application() {
  const [selected, setSelected] = useState<'overview' | 'keys'>('overview');
  return (
    <Tabs
      label="Application"
      selected={selected}
      onSelect={setSelected}
      tabs={[
        { id: 'overview', label: 'Overview', content: 'the overview' },
        { id: 'keys', label: 'Production Keys', content: 'the keys' },
      ]}
    />
  );
}

test('tabs change by arrows and mount only what is selected', async () => {
  const user = userEvent.setup();
  render(<Application />);
  expect(screen.queryByText('the keys')).toBeNull();
  await user.tab();
  await user.keyboard('{ArrowRight}');
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Production Keys');
  expect(screen.getByRole('tabpanel', { name: 'Production Keys' }).textContent).toBe('the keys');
  expect(screen.queryByText('the overview')).toBeNull();
});
