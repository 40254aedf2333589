import { z } from 'zod';
import { tokenSummarySchema } from './token.ts';

/** A member of the header or claims that differs between two tokens. */
export const differenceSchema = z.object({
  /** "alg", "application.name". */
  name: z.string(),
  isHeader: z.boolean(),
  /**
   * For a list, the entries that only one of the tokens has; otherwise the value. Empty if it is
   * missing.
   */
  before: z.array(z.string()),
  after: z.array(z.string()),
});
export type Difference = z.infer<typeof differenceSchema>;

export const tokenComparisonSchema = z.object({
  before: tokenSummarySchema,
  after: tokenSummarySchema,
  differences: z.array(differenceSchema),
  /** The names of members that are equal in both. */
  same: z.array(z.string()),
});
export type TokenComparison = z.infer<typeof tokenComparisonSchema>;
