import { Notice } from '../ui/notice.tsx';
import type { FieldErrors } from './field-errors.ts';

type OtherErrorsProps = Readonly<{
  errors: FieldErrors;
  /** The fields that show their errors themselves. */
  fields: readonly string[];
}>;

/** What a form was refused for beside its fields. */
export function OtherErrors({ errors, fields }: OtherErrorsProps) {
  return errors.beside(fields).map((text) => (
    <Notice key={text} tone="danger">
      {text}
    </Notice>
  ));
}
