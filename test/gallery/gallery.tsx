import { Fragment, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import '../../renderer/styles/tokens.css';
import '../../renderer/styles/base.css';
import { ToastRegion } from '../../renderer/ui/toasts.tsx';
import { UiProvider } from '../../renderer/ui/ui-provider.tsx';
import { Controls } from './controls.tsx';
import { Fields } from './fields.tsx';
import { Frame } from './frame.tsx';
import { Overlays } from './overlays.tsx';
import { TablePage } from './table-page.tsx';

// ?page=frame&theme=dark&density=compact&locale=ar&open=confirm&toasts&count=10000
const query = new URLSearchParams(location.search);
const { dataset } = document.documentElement;
const theme = query.get('theme');
const density = query.get('density');
const count = query.get('count');
if (theme !== null) dataset['theme'] = theme;
if (density !== null) dataset['density'] = density;

const pages = {
  controls: Controls,
  fields: Fields,
  frame: Frame,
  table: TablePage,
  overlays: Overlays,
} as const;

const page = query.get('page');
const Page = Object.entries(pages).find(([id]) => id === page)?.[1] ?? Controls;
// The frame page has its own <main>; the other pages are shown inside one.
const Around = page === 'frame' ? Fragment : Main;

function Main({ children }: Readonly<{ children: ReactNode }>) {
  return <main style={{ height: '100%' }}>{children}</main>;
}

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <UiProvider locale={query.get('locale') ?? 'en-GB'}>
    <Around>
      <Page {...(count !== null && { count: Number(count) })} />
    </Around>
    <ToastRegion />
  </UiProvider>,
);
