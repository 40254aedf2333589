import type { ReactNode } from 'react';
import { TextField as AriaTextField } from 'react-aria-components';
import { defined } from './defined.ts';
import {
  FieldDescription,
  FieldError,
  FieldLabel,
  type FieldProps,
  fieldClass,
  fieldState,
} from './field.tsx';

export type TypedProps = FieldProps &
  Readonly<{
    /** What was typed, kept as typed: parsing and refusing belong to the caller. */
    value: string;
    onChange: (value: string) => void;
    autoFocus?: boolean | undefined;
  }>;

export type TypedFieldProps = TypedProps &
  Readonly<{
    spellCheck?: boolean | undefined;
    type?: 'text' | 'password' | undefined;
    inputMode?: 'text' | 'numeric' | 'decimal' | 'url' | 'email' | undefined;
    autoComplete?: string | undefined;
    /** The box with its input. */
    children: ReactNode;
  }>;

/** Label, description and error around every text box. */
export function TypedField({
  label,
  isLabelHidden,
  description,
  errorMessage,
  errorNow,
  isRequired,
  isDisabled,
  spellCheck = false,
  children,
  ...rest
}: TypedFieldProps) {
  const field = { label, isLabelHidden, description, errorMessage, isRequired, isDisabled };
  return (
    <AriaTextField
      {...defined(rest)}
      {...fieldState(field)}
      className={fieldClass}
      spellCheck={spellCheck ? 'true' : 'false'}
    >
      <FieldLabel {...field} />
      {children}
      <FieldError message={errorMessage} now={errorNow} />
      <FieldDescription>{description}</FieldDescription>
    </AriaTextField>
  );
}
