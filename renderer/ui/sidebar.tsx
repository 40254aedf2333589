import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import css from './sidebar.module.css';

const cx = classesOf(css);

type SidebarItem<Id extends string = string> = Readonly<{
  id: Id;
  label: string;
  icon: Icon;
  /** A count, or something that wants to be seen. */
  badge?: ReactNode;
}>;

type SidebarProps<Id extends string> = Readonly<{
  items: readonly SidebarItem<Id>[];
  current: Id;
  onNavigate: (id: Id) => void;
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
  footer,
}: SidebarProps<Id>) {
  return (
    <div className={cx('sidebar')}>
      <ul className={cx('items')}>
        {items.map(({ id, label, icon: Glyph, badge }) => (
          <li key={id}>
            <a
              className={cx('item')}
              href={`#${id}`}
              draggable={false}
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
              {badge}
            </a>
          </li>
        ))}
      </ul>
      {footer !== undefined && <div className={cx('footer')}>{footer}</div>}
    </div>
  );
}
