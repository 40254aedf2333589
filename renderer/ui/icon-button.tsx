import { useId } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { classesOf } from './classes.ts';
import type { Icon } from './icon.ts';
import css from './icon-button.module.css';
import { Tooltip } from './tooltip.tsx';

const cx = classesOf(css);

type IconButtonProps = Readonly<{
  /** The accessible name and the tooltip. */
  label: string;
  icon: Icon;
  onPress?: (() => void) | undefined;
  /** See Button. */
  disabledReason?: string | undefined;
  shortcut?: string | undefined;
  tone?: 'warning' | undefined;
}>;

export function IconButton({
  label,
  icon: Glyph,
  onPress,
  disabledReason,
  shortcut,
  tone,
}: IconButtonProps) {
  const reasonId = useId();
  const isRefused = disabledReason !== undefined;
  return (
    <Tooltip text={disabledReason ?? label} shortcut={isRefused ? undefined : shortcut}>
      <AriaButton
        {...(isRefused && { 'aria-disabled': true, 'aria-describedby': reasonId })}
        aria-label={label}
        className={cx('button', tone, isRefused && 'refused')}
        onPress={() => {
          if (!isRefused) onPress?.();
        }}
      >
        <Glyph size={16} strokeWidth={1.75} aria-hidden />
        {isRefused && (
          <span hidden id={reasonId}>
            {disabledReason}
          </span>
        )}
      </AriaButton>
    </Tooltip>
  );
}
