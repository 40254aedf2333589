import type { ReactNode } from 'react';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import css from './page-header.module.css';

const cx = classesOf(css);

type PageHeaderProps = Readonly<{
  title: string;
  subtitle?: ReactNode;
  icon?: Icon | undefined;
  /** Before the title: a large Tile. */
  mark?: ReactNode;
  /** A count behind the title. */
  count?: string | undefined;
  /** Behind the title: a StatusBadge. */
  badge?: ReactNode;
  /** Buttons at the end; the most used one last. */
  actions?: ReactNode;
  /** 2 for the head of a list or detail under the page's own. Default: 1. */
  level?: 1 | 2 | undefined;
}>;

/** The head of a page or of a detail. */
export function PageHeader({
  title,
  subtitle,
  icon: Glyph,
  mark,
  count,
  badge,
  actions,
  level = 1,
}: PageHeaderProps) {
  const Title = level === 1 ? 'h1' : 'h2';
  return (
    <header className={cx('header')}>
      {Glyph && (
        <span className={cx('icon')}>
          <Glyph size={20} strokeWidth={1.5} aria-hidden />
        </span>
      )}
      {mark}
      <div className={cx('words')}>
        <div className={cx('line')}>
          <Title className={cx('title')}>
            <bdi>{title}</bdi>
          </Title>
          {count !== undefined && <span className={cx('count')}>{count}</span>}
          {badge}
        </div>
        {subtitle !== undefined && <div className={cx('subtitle')}>{subtitle}</div>}
      </div>
      {actions !== undefined && <div className={cx('actions')}>{actions}</div>}
    </header>
  );
}

type ListHeaderProps = Readonly<{
  title: string;
  /** A count behind the title. */
  count?: string | undefined;
  /** IconButtons and one Button. */
  actions?: ReactNode;
  /** The search and what narrows the list, below the title. */
  children?: ReactNode;
}>;

/** The head of the list pane: title, the button that adds, the search. */
export function ListHeader({ title, count, actions, children }: ListHeaderProps) {
  return (
    <header className={cx('list')}>
      <div className={cx('listline')}>
        <h1 className={cx('listtitle')}>{title}</h1>
        {count !== undefined && <span className={cx('count')}>{count}</span>}
        <div className={cx('actions')}>{actions}</div>
      </div>
      {children}
    </header>
  );
}
