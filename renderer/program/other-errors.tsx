import { Notice } from '../ui/notice.tsx';
import type { FieldErrors } from './field-errors.ts';

type OtherErrorsProps = Readonly<{
  errors: FieldErrors;
  /** The fields that show their own errors. */
  fields: readonly string[];
}>;

/** A form's errors that don't belong to one of its fields. */
export function OtherErrors({ errors, fields }: OtherErrorsProps) {
  return errors.beside(fields).map((text) => (
    <Notice key={text} tone="danger">
      {text}
    </Notice>
  ));
}
