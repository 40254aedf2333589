import { type ReactElement, useState } from 'react';
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components';
import { classesOf } from './classes.ts';
import { Shortcut } from './shortcut.tsx';
import css from './tooltip.module.css';

const cx = classesOf(css);

type TooltipProps = Readonly<{
  /** Without one there is no tooltip. */
  text: string | undefined;
  /** Shown behind the text: "Ctrl+K". */
  shortcut?: string | undefined;
  /** One focusable primitive: Button, IconButton, LinkButton. */
  children: ReactElement;
}>;

/** A short text on hover and keyboard focus. Never the only source of its information. */
export function Tooltip({ text, shortcut, children }: TooltipProps) {
  const [isOpen, setOpen] = useState(false);
  const isDisabled = text === undefined;
  // A disabled trigger doesn't notice losing focus, so the tooltip would reopen with its next text.
  if (isOpen && isDisabled) setOpen(false);
  return (
    <TooltipTrigger
      delay={500}
      closeDelay={0}
      isDisabled={isDisabled}
      isOpen={isOpen && !isDisabled}
      onOpenChange={setOpen}
    >
      {children}
      {!isDisabled && (
        <AriaTooltip className={cx('tooltip')} placement="top" offset={6}>
          {text}
          {shortcut !== undefined && <Shortcut keys={shortcut} isInverse />}
        </AriaTooltip>
      )}
    </TooltipTrigger>
  );
}
