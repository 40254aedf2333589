import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';
import { keyTypes, tokenStates } from './token.ts';

/** What the ledger is narrowed to: a selection of tokens, however many they are. */
export const tokenFilterSchema = z.strictObject({
  applicationId: applicationIdSchema.optional(),
  keyType: z.enum(keyTypes).optional(),
  state: z.enum(tokenStates).optional(),
  neverExpires: z.boolean().optional(),
  /** A part of the application's name or of a scope; a consumer key, a kid, or how a jti begins. */
  search: z.string().max(200).optional(),
});
export type TokenFilter = z.infer<typeof tokenFilterSchema>;

/** Counting stops here: what finds as many finds more than 100,000. The catalogue says it so. */
export const MOST_COUNTED = 100_001;

/** How many tokens a filter finds, at most {@link MOST_COUNTED}, and how many of them are active. */
export const tokenCountsSchema = z.object({ found: z.number(), active: z.number() });
export type TokenCounts = z.infer<typeof tokenCountsSchema>;
