import { useState } from 'react';
import type { z } from 'zod';
import { type AppError, appError } from '../../shared/errors.ts';
import { inputErrors } from '../../shared/input-error.ts';
import { err, ok, type Result } from '../../shared/result.ts';
import { errorText } from '../../shared/words/errors.ts';

/** The errors of a form's last submission, by field. */
export interface FieldErrors {
  readonly all: readonly AppError[];
  readonly show: (errors: readonly AppError[]) => void;
  /** The message for the error at a field. */
  readonly at: (field: string) => string | undefined;
  /** The errors that belong to none of these fields, as text. */
  readonly beside: (fields: readonly string[]) => readonly string[];
  /** Call it when a field is edited, to clear its error. */
  readonly forget: (...fields: readonly string[]) => void;
}

export function useFieldErrors(): FieldErrors {
  const [all, show] = useState<readonly AppError[]>([]);
  return {
    all,
    show,
    at: (field) => textAt(all, field),
    beside: (fields) =>
      all
        .filter(({ field }) => field === undefined || !fields.includes(field))
        .map((error) => errorText(error)),
    forget: (...fields) => {
      const isForgotten = ({ field }: AppError) => field !== undefined && fields.includes(field);
      if (all.some(isForgotten)) show(all.filter((error) => !isForgotten(error)));
    },
  };
}

/** The message for the first error at this field. */
export function textAt(errors: readonly AppError[], field: string): string | undefined {
  const error = errors.find((error) => error.field === field);
  return error === undefined ? undefined : errorText(error);
}

/** Validates typed values with the same schema as the program. */
export function check<S extends z.ZodType>(
  schema: S,
  typed: z.input<S>,
): Result<z.output<S>, readonly AppError[]> {
  const parsed = schema.safeParse(typed);
  return parsed.success ? ok(parsed.data) : err(inputErrors(parsed.error));
}

/** Parses a count: else `field/required` or `field/not-a-whole-number` at the field. */
export function readWholeNumber(text: string, field: string): Result<number, AppError> {
  const typed = text.trim();
  if (typed === '') return err(appError('field/required', { field }));
  if (!/^\d+$/.test(typed)) return err(appError('field/not-a-whole-number', { field }));
  return ok(Number(typed));
}
