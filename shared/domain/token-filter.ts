import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';
import { keyTypes, tokenStates } from './token.ts';
import { profileNames } from './token-form.ts';

/** The ledger's filter: it selects any number of tokens. */
export const tokenFilterSchema = z.strictObject({
  applicationId: applicationIdSchema.optional(),
  keyType: z.enum(keyTypes).optional(),
  state: z.enum(tokenStates).optional(),
  neverExpires: z.boolean().optional(),
  /** About to expire, relative to its lifetime: `isExpiring`. */
  expiring: z.literal(true).optional(),
  /** The newest token of its consumer key. */
  current: z.boolean().optional(),
  /** Whether a new token would differ. */
  stale: z.boolean().optional(),
  kid: z.string().max(200).optional(),
  consumerKey: z.string().max(255).optional(),
  profile: z.enum(profileNames).optional(),
  /** Milliseconds since the epoch: at or after the first, and before the second. */
  issuedFrom: z.int().optional(),
  issuedBefore: z.int().optional(),
  expiresBefore: z.int().optional(),
  /** Part of the application's name or of a scope; a consumer key, a kid, or the start of a jti. */
  search: z.string().max(200).optional(),
});
export type TokenFilter = z.infer<typeof tokenFilterSchema>;

/** Counting stops here, and the message then says "more than 100,000". */
export const MOST_COUNTED = 100_001;

/** How many tokens match, at most {@link MOST_COUNTED}, and how many of them are active. */
export const tokenCountsSchema = z.object({ found: z.number(), active: z.number() });
export type TokenCounts = z.infer<typeof tokenCountsSchema>;

/** The columns of the ledger: it can be sorted by each. */
export const tokenSorts = [
  'application',
  'keyType',
  'status',
  'issued',
  'expires',
  'revoked',
  'scopes',
  'kid',
  'profile',
  'size',
  'jti',
] as const;

/** The ledger's sort orders: each has an index. */
export const tokenSortSchema = z.strictObject({
  by: z.enum(tokenSorts),
  direction: z.enum(['ascending', 'descending']),
});
export type TokenSort = z.infer<typeof tokenSortSchema>;
