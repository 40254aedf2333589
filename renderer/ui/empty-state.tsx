import type { ReactNode } from 'react';
import { classesOf } from './classes.ts';
import css from './empty-state.module.css';
import { HelpLink } from './help-link.tsx';
import type { Icon } from './icon.ts';

const cx = classesOf(css);

type EmptyStateProps = Readonly<{
  icon: Icon;
  title: string;
  /** What the place is for. */
  text?: ReactNode;
  /** The first step: usually one Button. */
  action?: ReactNode;
}>;

export function EmptyState({ icon: Glyph, title, text, action }: EmptyStateProps) {
  return (
    <div className={cx('empty')}>
      <span className={cx('icon')}>
        <Glyph size={20} strokeWidth={1.5} aria-hidden />
      </span>
      <p className={cx('title')}>{title}</p>
      {text !== undefined && <p className={cx('text')}>{text}</p>}
      {action !== undefined && <div className={cx('action')}>{action}</div>}
      <p className={cx('help')}>
        <HelpLink />
      </p>
    </div>
  );
}
