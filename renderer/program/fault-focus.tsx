import { type ReactNode, useEffect, useRef } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { HelpLine } from '../ui/help-link.tsx';

type FaultFocusProps = Readonly<{
  /** A new list each time the form is refused. */
  errors: readonly AppError[];
  children: ReactNode;
}>;

/**
 * Moves the focus to the first field with an error each time the form was refused, and leads to the
 * guide below its fields.
 */
export function FaultFocus({ errors, children }: FaultFocusProps) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(errors);
  useEffect(() => {
    // Fewer errors than before means that one was fixed by typing: don't move the focus then.
    const isRefusal = errors !== before.current && errors.length >= before.current.length;
    before.current = errors;
    if (!isRefusal || errors.length === 0) return;
    const field = box.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"]:not([role]), :is([role="radiogroup"][aria-invalid="true"], [data-fault]) input',
    );
    field?.focus({ preventScroll: true });
    // Focusing only scrolls the input into view; this also shows its label and error.
    field?.scrollIntoView({ block: 'center' });
  }, [errors]);
  // An error of no field has its own notice, with the same link.
  const isOfFields = errors.length > 0 && errors.every(({ field }) => field !== undefined);
  return (
    <div ref={box} style={{ display: 'contents' }}>
      {children}
      {isOfFields && <HelpLine />}
    </div>
  );
}
