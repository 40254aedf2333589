import { type MouseEvent, type ReactElement, useRef, useState } from 'react';
import { Popover } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { MenuEntry } from './menu-entry.ts';
import { MenuList } from './menu-list.tsx';
import css from './options.module.css';

const cx = classesOf(css);

type Place = Readonly<{ id: string; x: number; y: number }>;

type RowMenu = Readonly<{
  onContextMenu: (event: MouseEvent) => void;
  menu: ReactElement | null;
}>;

/**
 * The menu of one row of a list or table: right click, the Menu key or Shift+F10.
 * Rows are found by the `data-key` that the headless library puts on each of them.
 */
export function useRowMenu(
  label: string,
  entriesOf: ((id: string) => readonly MenuEntry[]) | undefined,
): RowMenu {
  const anchor = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState<Place | null>(null);

  function onContextMenu(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest('[data-key]') : null;
    const id = row?.getAttribute('data-key') ?? null;
    if (row === null || id === null || entriesOf === undefined) return;
    event.preventDefault();
    // A menu opened by key has no pointer to stand at: it stands under the row.
    const box = row.getBoundingClientRect();
    const isByPointer = event.clientX !== 0 || event.clientY !== 0;
    setPlace({
      id,
      x: isByPointer ? event.clientX : box.left + 16,
      y: isByPointer ? event.clientY : box.bottom,
    });
  }

  const entries = place === null || entriesOf === undefined ? [] : entriesOf(place.id);
  const menu =
    place === null || entries.length === 0 ? null : (
      <>
        <span
          ref={anchor}
          aria-hidden
          style={{ position: 'fixed', left: place.x, top: place.y, width: 1, height: 1 }}
        />
        <Popover
          className={cx('popover')}
          triggerRef={anchor}
          isOpen
          onOpenChange={() => setPlace(null)}
          placement="bottom start"
          offset={2}
        >
          <MenuList aria-label={label} entries={entries} />
        </Popover>
      </>
    );
  return { onContextMenu, menu };
}
