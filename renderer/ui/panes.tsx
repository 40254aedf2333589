import { type CSSProperties, type ReactNode, useState } from 'react';
import { t } from '../../shared/words/words.ts';
import { classesOf } from './classes.ts';
import { type PaneLimits, PaneSeparator } from './pane-separator.tsx';
import css from './panes.module.css';

const cx = classesOf(css);

/** Widths in px. */
export type PaneSizes = Readonly<{ sidebar: number; list: number }>;

const limits = {
  sidebar: { min: 160, max: 320, initial: 208 },
  list: { min: 240, max: 560, initial: 320 },
} as const satisfies Record<keyof PaneSizes, PaneLimits>;

type PanesProps = Readonly<{
  /** A Sidebar. */
  sidebar: ReactNode;
  /** The accessible name of the navigation, which is all of its pane. */
  sidebarLabel: string;
  /** Left out on pages that have no list of their own, such as Settings. */
  list?: ReactNode;
  detail: ReactNode;
  sizes: PaneSizes;
  /** Called when a drag ends and after each key: to be remembered. */
  onSizesChange: (sizes: PaneSizes) => void;
}>;

/**
 * Sidebar, list, detail. The detail gets the remaining width. A narrow window shrinks the others to
 * their minimum; a still narrower one, as at 200 % zoom, stacks them.
 */
export function Panes({ sidebar, sidebarLabel, list, detail, sizes, onSizesChange }: PanesProps) {
  const [dragged, setDragged] = useState<PaneSizes | null>(null);
  const now = dragged ?? sizes;

  function separator(pane: keyof PaneSizes, label: string) {
    return (
      <PaneSeparator
        label={label}
        limits={limits[pane]}
        size={now[pane]}
        onDrag={(size) => setDragged({ ...now, [pane]: size })}
        onChange={(size) => {
          setDragged(null);
          onSizesChange({ ...sizes, [pane]: size });
        }}
      />
    );
  }

  const widths = { '--sidebar': `${now.sidebar}px`, '--list': `${now.list}px` } as CSSProperties;
  return (
    <div className={cx('panes', list !== undefined && 'three')} style={widths}>
      <nav className={cx('pane', 'sidebar')} aria-label={sidebarLabel}>
        {sidebar}
        {separator('sidebar', t('ui.resizeSidebar'))}
      </nav>
      {/* Contains the list too: people who skip the navigation want to get to the list first. */}
      <main className={cx('content')}>
        {list !== undefined && (
          <div className={cx('pane', 'list')}>
            {list}
            {separator('list', t('ui.resizeList'))}
          </div>
        )}
        <div className={cx('pane', 'detail')}>{detail}</div>
      </main>
    </div>
  );
}
