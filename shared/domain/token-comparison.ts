import { z } from 'zod';
import { tokenSummarySchema } from './token.ts';

/** A member of header or claims that two tokens don't have alike. */
export const differenceSchema = z.object({
  /** "alg", "application.name". */
  name: z.string(),
  isHeader: z.boolean(),
  /**
   * Of a list, what only one of them has, an entry each; of another value, the value. None where it
   * is missing.
   */
  before: z.array(z.string()),
  after: z.array(z.string()),
});
export type Difference = z.infer<typeof differenceSchema>;

export const tokenComparisonSchema = z.object({
  before: tokenSummarySchema,
  after: tokenSummarySchema,
  differences: z.array(differenceSchema),
  /** The names of what is the same in both. */
  same: z.array(z.string()),
});
export type TokenComparison = z.infer<typeof tokenComparisonSchema>;
