import { z } from 'zod';
import { type AppError, appError, type ErrorCode, errorCodes } from './errors.ts';
import { err, ok, type Result } from './result.ts';

type Detail = NonNullable<AppError['detail']>;

/** Every error of an input at its field, at most one per field. */
export function inputErrors(error: z.ZodError): readonly AppError[] {
  const byField = new Map<string, AppError>();
  for (const issue of error.issues) {
    const field = issue.path.join('.');
    if (!byField.has(field)) byField.set(field, issueError(issue, field));
  }
  return [...byField.values()];
}

/**
 * Parses an input by its schema. Never throws: a value so deeply nested that it overflows the stack
 * is reported as a bad input.
 */
export function parseInput<S extends z.ZodType>(
  schema: S,
  input: unknown,
): Result<z.output<S>, AppError> {
  try {
    const parsed = safeParse(schema, input);
    return parsed.success ? ok(parsed.data) : err(inputError(parsed.error));
  } catch {
    return err(appError('call/bad-input'));
  }
}

/** Without a stack trace, which nobody reads: an input at fault is expected. */
// oxlint-disable-next-line no-underscore-dangle -- so zod calls it
const safeParse = z.core._safeParse(z.core.$ZodError);

/** The first error of an input, at its field. */
export function inputError({ issues: [issue] }: Pick<z.ZodError, 'issues'>): AppError {
  return issue === undefined ? appError('call/bad-input') : issueError(issue, issue.path.join('.'));
}

const knownCodes = new Set<string>(errorCodes);

function issueError(issue: z.core.$ZodIssue, field: string): AppError {
  const code = knownCodes.has(issue.message) ? (issue.message as ErrorCode) : undefined;
  const detail = detailOf(issue);
  return {
    code: code ?? 'call/bad-input',
    ...(field === '' ? {} : { field }),
    ...(detail === undefined ? {} : { detail }),
  };
}

function detailOf(issue: z.core.$ZodIssue): Detail | undefined {
  if (issue.code === 'too_big') return { max: Number(issue.maximum) };
  if (issue.code === 'too_small') return { min: Number(issue.minimum) };
  if (issue.code !== 'custom' || issue.params === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(issue.params).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'number' || typeof entry[1] === 'string',
    ),
  );
}
