import { z } from 'zod';

/** A column that holds JSON, parsed by `schema`. */
export function json<S extends z.ZodType>(schema: S) {
  return z
    .string()
    .transform((text): unknown => JSON.parse(text))
    .pipe(schema);
}

/** A column that holds 0 or 1. */
export const flag = z.literal([0, 1]).transform((value) => value === 1);

/** A pattern for `LIKE … ESCAPE '\'` that finds `text` anywhere. */
export function likePattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;
}
