import type { ReactElement, ReactNode } from 'react';
import { Popover as AriaPopover, Dialog, DialogTrigger } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './popover.module.css';

const cx = classesOf(css);

type PopoverProps = Readonly<{
  /** A Button or IconButton. */
  button: ReactElement;
  /** The accessible name. */
  label: string;
  children: ReactNode;
  placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end' | undefined;
}>;

/** A few lines or fields beside the button that opened them. */
export function Popover({ button, label, children, placement = 'bottom start' }: PopoverProps) {
  return (
    <DialogTrigger>
      {button}
      <AriaPopover className={cx('popover')} placement={placement} offset={4}>
        <Dialog className={cx('content')} aria-label={label}>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
