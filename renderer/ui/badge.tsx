import type { ReactNode } from 'react';
import css from './badge.module.css';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';

const cx = classesOf(css);

export type BadgeTone = 'neutral' | 'accent' | 'active' | 'expiring' | 'expired' | 'revoked';

type BadgeProps = Readonly<{
  children: ReactNode;
  tone?: BadgeTone | undefined;
  icon?: Icon | undefined;
}>;

/** A word or number in a small frame. Colour never carries information that the text lacks. */
export function Badge({ children, tone = 'neutral', icon: Glyph }: BadgeProps) {
  return (
    <span className={cx('badge', tone)}>
      {Glyph && <Glyph size={12} strokeWidth={2.25} aria-hidden />}
      <span className={cx('text')}>{children}</span>
    </span>
  );
}
