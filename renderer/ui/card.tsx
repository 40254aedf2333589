import type { ReactNode } from 'react';
import css from './card.module.css';
import { classesOf } from './classes.ts';

const cx = classesOf(css);

type CardProps = Readonly<{
  children: ReactNode;
  /** The one card of a page that it is about: it has the long shadow. */
  isHero?: boolean | undefined;
  /** The accessible name, for a part of the page. */
  'aria-label'?: string | undefined;
}>;

/** A face on the page. */
export function Card({ children, isHero = false, 'aria-label': label }: CardProps) {
  const className = cx('card', isHero && 'hero');
  if (label === undefined) return <div className={className}>{children}</div>;
  return (
    // A fieldset would bring a legend's layout; this is a named group.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={className} role="group" aria-label={label}>
      {children}
    </div>
  );
}

/** Lines of a card, each with a hairline above. */
export function CardRows({ children, label }: Readonly<{ children: ReactNode; label?: string }>) {
  return (
    <ul className={cx('card', 'rows')} {...(label !== undefined && { 'aria-label': label })}>
      {children}
    </ul>
  );
}

type CardRowProps = Readonly<{
  /** A Tile or an icon. */
  mark?: ReactNode;
  title: ReactNode;
  subtitle?: ReactNode;
  /** One line of text. */
  isLow?: boolean | undefined;
  /** At the end: a time, buttons. */
  children?: ReactNode;
}>;

/** One of the lines of a card. */
export function CardRow({ isLow = false, ...line }: CardRowProps) {
  return (
    <li className={cx('row', isLow && 'low')}>
      <Content {...line} />
    </li>
  );
}

/** The only line of a card. */
export function CardLine(line: Omit<CardRowProps, 'isLow'>) {
  return (
    <div className={cx('row')}>
      <Content {...line} />
    </div>
  );
}

function Content({ mark, title, subtitle, children }: Omit<CardRowProps, 'isLow'>) {
  return (
    <>
      {mark}
      <div className={cx('words')}>
        <div className={cx('title')}>{title}</div>
        {subtitle !== undefined && <div className={cx('subtitle')}>{subtitle}</div>}
      </div>
      {children !== undefined && <div className={cx('end')}>{children}</div>}
    </>
  );
}
