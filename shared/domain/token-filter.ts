import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';
import { keyTypes, tokenStates } from './token.ts';
import { profileNames } from './token-form.ts';

/** What the ledger is narrowed to: a selection of tokens, however many they are. */
export const tokenFilterSchema = z.strictObject({
  applicationId: applicationIdSchema.optional(),
  keyType: z.enum(keyTypes).optional(),
  state: z.enum(tokenStates).optional(),
  neverExpires: z.boolean().optional(),
  /** About to expire, relative to its lifetime: `isExpiring`. */
  expiring: z.literal(true).optional(),
  /** The newest of its keys. */
  current: z.boolean().optional(),
  /** Whether a new one would say something else. */
  stale: z.boolean().optional(),
  kid: z.string().max(200).optional(),
  consumerKey: z.string().max(255).optional(),
  profile: z.enum(profileNames).optional(),
  /** Milliseconds since the epoch: from the first on, and before the second. */
  issuedFrom: z.int().optional(),
  issuedBefore: z.int().optional(),
  expiresBefore: z.int().optional(),
  /** A part of the application's name or of a scope; a consumer key, a kid, or how a jti begins. */
  search: z.string().max(200).optional(),
});
export type TokenFilter = z.infer<typeof tokenFilterSchema>;

/** Counting stops here: what finds as many finds more than 100,000. The catalogue says it so. */
export const MOST_COUNTED = 100_001;

/** How many tokens a filter finds, at most {@link MOST_COUNTED}, and how many of them are active. */
export const tokenCountsSchema = z.object({ found: z.number(), active: z.number() });
export type TokenCounts = z.infer<typeof tokenCountsSchema>;

/** What the ledger is sorted by: each is the order of an index. */
export const tokenSortSchema = z.strictObject({
  by: z.enum(['issued', 'expires']),
  direction: z.enum(['ascending', 'descending']),
});
export type TokenSort = z.infer<typeof tokenSortSchema>;
