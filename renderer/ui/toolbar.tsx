import type { ReactNode } from 'react';
import { Toolbar as AriaToolbar } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './toolbar.module.css';

const cx = classesOf(css);

type ToolbarProps = Readonly<{
  /** The accessible name. */
  label: string;
  children: ReactNode;
}>;

/** Buttons that belong together: one Tab stop, arrows inside. */
export function Toolbar({ label, children }: ToolbarProps) {
  return (
    <AriaToolbar aria-label={label} className={cx('toolbar')}>
      {children}
    </AriaToolbar>
  );
}
