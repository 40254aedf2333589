import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import css from './sidebar.module.css';

const cx = classesOf(css);

type SidebarItem<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  icon: Icon;
  /** How many there are; amber for what needs attention. */
  count?: Readonly<{ text: string; isAmber: boolean }> | undefined;
  /** The first of a group: a line is drawn above it. */
  beginsGroup?: boolean | undefined;
}>;

type SidebarProps<Id extends string> = Readonly<{
  items: readonly SidebarItem<Id>[];
  current: Id;
  onNavigate: (id: Id) => void;
  /** The name of the workspace, above the pages. */
  head?: ReactNode;
  footer?: ReactNode;
}>;

function moveFocus(event: KeyboardEvent<HTMLAnchorElement>): void {
  const links = [...(event.currentTarget.closest('ul')?.querySelectorAll('a') ?? [])];
  const index = links.indexOf(event.currentTarget);
  const isRightToLeft = document.documentElement.dir === 'rtl';
  const next = new Map([
    ['ArrowDown', index + 1],
    ['ArrowUp', index - 1],
    [isRightToLeft ? 'ArrowLeft' : 'ArrowRight', index + 1],
    [isRightToLeft ? 'ArrowRight' : 'ArrowLeft', index - 1],
    ['Home', 0],
    ['End', links.length - 1],
  ]).get(event.key);
  if (next === undefined) return;
  event.preventDefault();
  links[next]?.focus();
}

/** The main navigation, inside Panes: links, one Tab stop, arrows between them. */
export function Sidebar<Id extends string>({
  items,
  current,
  onNavigate,
  head,
  footer,
}: SidebarProps<Id>) {
  return (
    <div className={cx('sidebar')}>
      {head}
      <ul className={cx('items')}>
        {items.map(({ id, label, icon: Glyph, count, beginsGroup = false }) => (
          <li key={id} className={cx(beginsGroup && 'group')}>
            <a
              className={cx('item')}
              href={`#${id}`}
              draggable={false}
              title={label}
              tabIndex={id === current ? 0 : -1}
              {...(id === current && { 'aria-current': 'page' })}
              onKeyDown={moveFocus}
              onClick={(event: MouseEvent) => {
                event.preventDefault();
                onNavigate(id);
              }}
            >
              <Glyph size={16} strokeWidth={1.75} aria-hidden />
              <span className={cx('label')}>{label}</span>
              {count !== undefined && (
                // Not part of the link's name, which people and screen readers know it by.
                <span className={cx('count', count.isAmber && 'amber')} aria-hidden>
                  {count.text}
                </span>
              )}
            </a>
          </li>
        ))}
      </ul>
      {footer !== undefined && <div className={cx('footer')}>{footer}</div>}
    </div>
  );
}
