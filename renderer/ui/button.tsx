import { type ReactNode, useId } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import css from './button.module.css';
import { classesOf } from './classes.ts';
import { defined } from './defined.ts';
import type { Icon } from './icon.ts';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

const cx = classesOf(css);

export type ButtonVariant = 'default' | 'primary' | 'quiet' | 'soft' | 'danger';

type ButtonProps = Readonly<{
  children: ReactNode;
  variant?: ButtonVariant | undefined;
  /** `small` in rows, `large` for what a page is about. */
  size?: 'small' | 'medium' | 'large' | undefined;
  /** Shown behind the text: "Ctrl+C". */
  shortcut?: string | undefined;
  icon?: Icon | undefined;
  /** An icon after the text, such as a chevron. */
  trailingIcon?: Icon | undefined;
  onPress?: (() => void) | undefined;
  /** Work is in progress: presses are ignored; focus and width stay. */
  isPending?: boolean | undefined;
  /**
   * Why it can't be pressed now. The button stays in the Tab order, so that the reason can be found
   * by keyboard too. A button can't be disabled without a reason.
   */
  disabledReason?: string | undefined;
  type?: 'button' | 'submit' | undefined;
  /** Name for screen readers if the text alone is ambiguous ("Copy" → "Copy consumer key"). */
  'aria-label'?: string | undefined;
  autoFocus?: boolean | undefined;
  /** Its id in the command palette, which presses it. */
  action?: string | undefined;
  /** One of several buttons that choose a page: whether that page is shown. */
  isCurrent?: boolean | undefined;
}>;

export function Button({
  children,
  variant = 'default',
  size = 'medium',
  shortcut,
  icon: LeadingIcon,
  trailingIcon: TrailingIcon,
  onPress,
  isPending = false,
  disabledReason,
  type = 'button',
  autoFocus = false,
  action,
  isCurrent = false,
  'aria-label': ariaLabel,
}: ButtonProps) {
  const reasonId = useId();
  const isRefused = disabledReason !== undefined;
  return (
    // Always present: adding the tooltip only with a reason would remount the button.
    <Tooltip text={disabledReason}>
      <AriaButton
        {...defined({ 'aria-label': ariaLabel })}
        {...(action !== undefined && { 'data-action': action })}
        {...(isCurrent && { 'aria-current': 'page' as const })}
        {...(isRefused && { 'aria-disabled': true, 'aria-describedby': reasonId })}
        className={cx('button', variant, size !== 'medium' && size, isRefused && 'refused')}
        type={isRefused ? 'button' : type}
        isPending={isPending}
        autoFocus={autoFocus}
        onPress={() => {
          if (!isRefused) onPress?.();
        }}
      >
        {isPending ? (
          <Spinner />
        ) : (
          LeadingIcon && <LeadingIcon size={16} strokeWidth={1.75} aria-hidden />
        )}
        <span className={cx('text')}>{children}</span>
        {shortcut !== undefined && (
          <kbd className={cx('keys')} aria-hidden>
            {shortcut}
          </kbd>
        )}
        {TrailingIcon && <TrailingIcon size={16} strokeWidth={1.75} aria-hidden />}
        {isRefused && (
          <span hidden id={reasonId}>
            {disabledReason}
          </span>
        )}
      </AriaButton>
    </Tooltip>
  );
}
