import type { ReactElement } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { classesOf } from './classes.ts';
import { Shortcut } from './shortcut.tsx';
import css from './tooltip.module.css';

const cx = classesOf(css);

type TooltipProps = Readonly<{
  text: string | undefined;
  /** Shown behind the text: "Ctrl+K". */
  shortcut?: string | undefined;
  placement?: 'top' | 'bottom' | 'start' | 'end' | undefined;
  /** One focusable primitive: Button, IconButton, LinkButton. */
  children: ReactElement;
}>;

/** A short text on hover and on keyboard focus. Never the only place where something is said. */
export function Tooltip({ text, shortcut, placement = 'top', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500} closeDelay={0} isDisabled={text === undefined}>
      {children}
      <AriaTooltip className={cx('tooltip')} placement={placement} offset={6}>
        {text}
        {shortcut !== undefined && <Shortcut keys={shortcut} isInverse />}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
