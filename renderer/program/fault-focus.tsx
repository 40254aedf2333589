import { type ReactNode, useEffect, useRef } from 'react';
import type { AppError } from '../../shared/errors.ts';

type FaultFocusProps = Readonly<{
  /** A new list each time that a form was refused. */
  errors: readonly AppError[];
  children: ReactNode;
}>;

/** Moves the focus to the first field with an error each time the form was refused. */
export function FaultFocus({ errors, children }: FaultFocusProps) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(errors);
  useEffect(() => {
    // Fewer errors than before: one was fixed by typing, and the focus belongs to the person.
    const isRefusal = errors !== before.current && errors.length >= before.current.length;
    before.current = errors;
    if (!isRefusal || errors.length === 0) return;
    const field = box.current?.querySelector<HTMLElement>(
      '[aria-invalid="true"]:not([role]), :is([role="radiogroup"][aria-invalid="true"], [data-fault]) input',
    );
    field?.focus({ preventScroll: true });
    // With its label and its error: a focus by itself brings only the box into view.
    field?.scrollIntoView({ block: 'center' });
  }, [errors]);
  return (
    <div ref={box} style={{ display: 'contents' }}>
      {children}
    </div>
  );
}
