import type { ReactNode } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classesOf } from './classes.ts';
import css from './link-button.module.css';

const cx = classesOf(css);

type LinkButtonProps = Readonly<{
  children: ReactNode;
  onPress: () => void;
  /** `plain` for a name that is a link where names are expected to be. */
  variant?: 'link' | 'plain' | undefined;
}>;

/** A button that reads as part of a sentence. */
export function LinkButton({ children, onPress, variant = 'link' }: LinkButtonProps) {
  return (
    <AriaButton className={cx('link', variant === 'plain' && 'plain')} onPress={onPress}>
      {children}
    </AriaButton>
  );
}
