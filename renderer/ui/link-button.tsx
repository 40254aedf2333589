import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './link-button.module.css';

const cx = classesOf(css);

type LinkButtonProps = Readonly<{
  children: ReactNode;
  onPress: () => void;
}>;

/** A button that reads as part of a sentence. */
export function LinkButton({ children, onPress }: LinkButtonProps) {
  return (
    <AriaButton className={cx('link')} onPress={onPress}>
      {children}
    </AriaButton>
  );
}
