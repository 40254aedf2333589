import { z } from 'zod';

/** A column that holds JSON, parsed by `schema`. */
export function json<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text, context): unknown => {
      try {
        return JSON.parse(text);
      } catch {
        context.addIssue('not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}

/** A column that holds 0 or 1. */
export const flag = z.literal([0, 1]).transform((value) => value === 1);

/** Compares as `ORDER BY` does, for lists combined from several queries. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** A value of a row that may be malformed: what isn't of the type counts as empty, or 0. */
export const text = (value: unknown): string => (typeof value === 'string' ? value : '');
export const number = (value: unknown): number => (typeof value === 'number' ? value : 0);
export const bytes = (value: unknown): Buffer => (Buffer.isBuffer(value) ? value : Buffer.alloc(0));
