import { type MouseEvent, type ReactElement, useRef, useState } from 'react';
import { Popover } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { MenuEntry } from './menu-entry.ts';
import { MenuList } from './menu-list.tsx';
import css from './options.module.css';
import { rowAt } from './row-keys.ts';

const cx = classesOf(css);

type Place = Readonly<{ id: string; x: number; y: number }>;

type RowMenu = Readonly<{
  onContextMenu: (event: MouseEvent) => void;
  menu: ReactElement | null;
}>;

/** The menu of one row of a list or table: right click, the Menu key or Shift+F10. */
export function useRowMenu(
  label: string,
  entriesOf: ((id: string) => readonly MenuEntry[]) | undefined,
): RowMenu {
  const anchor = useRef<HTMLSpanElement>(null);
  const [place, setPlace] = useState<Place | null>(null);

  function onContextMenu(event: MouseEvent): void {
    const row = rowAt(event.target);
    if (row === null || entriesOf === undefined) return;
    event.preventDefault();
    // A menu opened by key has no pointer position, so it opens under the row.
    const box = row.element.getBoundingClientRect();
    const isByPointer = event.clientX !== 0 || event.clientY !== 0;
    setPlace({
      id: row.id,
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
          <MenuList aria-label={label} entries={entries} onClose={() => setPlace(null)} />
        </Popover>
      </>
    );
  return { onContextMenu, menu };
}
