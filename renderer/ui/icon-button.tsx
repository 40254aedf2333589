import { type Ref, useId } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import css from './icon-button.module.css';
import { Spinner } from './spinner.tsx';
import { Tooltip } from './tooltip.tsx';

const cx = classesOf(css);

export type IconButtonProps = Readonly<{
  /** The accessible name and the tooltip. */
  label: string;
  icon: Icon;
  onPress?: (() => void) | undefined;
  variant?: 'quiet' | 'default' | undefined;
  isPending?: boolean | undefined;
  /** See Button. */
  disabledReason?: string | undefined;
  shortcut?: string | undefined;
  tooltipPlacement?: 'top' | 'bottom' | 'start' | 'end' | undefined;
  autoFocus?: boolean | undefined;
  ref?: Ref<HTMLButtonElement> | undefined;
}>;

export function IconButton({
  label,
  icon: Glyph,
  onPress,
  variant = 'quiet',
  isPending = false,
  disabledReason,
  shortcut,
  tooltipPlacement,
  autoFocus = false,
  ref,
}: IconButtonProps) {
  const reasonId = useId();
  const isRefused = disabledReason !== undefined;
  return (
    <Tooltip
      text={disabledReason ?? label}
      shortcut={isRefused ? undefined : shortcut}
      placement={tooltipPlacement}
    >
      <AriaButton
        ref={ref}
        {...(isRefused && { 'aria-disabled': true, 'aria-describedby': reasonId })}
        aria-label={label}
        className={cx('button', variant, isRefused && 'refused')}
        isPending={isPending}
        autoFocus={autoFocus}
        onPress={() => {
          if (!isRefused) onPress?.();
        }}
      >
        {isPending ? <Spinner /> : <Glyph size={16} strokeWidth={1.75} aria-hidden />}
        {isRefused && (
          <span hidden id={reasonId}>
            {disabledReason}
          </span>
        )}
      </AriaButton>
    </Tooltip>
  );
}
