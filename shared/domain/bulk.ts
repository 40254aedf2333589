import { z } from 'zod';
import { errorCodes } from '../errors.ts';
import { applicationSelectionSchema } from './application.ts';
import { applicationIdSchema, bulkIssueIdSchema, tokenIdSchema } from './ids.ts';
import { keyTypes } from './token.ts';
import { tokenFilterSchema } from './token-filter.ts';
import { algorithmSchema, profileSchema } from './token-form.ts';
import { validitySecondsSchema } from './validity.ts';

/** The most tokens that a call takes by their ids. */
export const MOST_TOKENS = 10_000;

const form = {
  /** Both default to each application's, else to those in Settings. */
  profile: profileSchema.optional(),
  algorithm: algorithmSchema.optional(),
} as const;

/** The tokens: chosen ones, what a filter finds, or the current ones of applications. */
export const bulkTokensSchema = z.union([
  z.strictObject({ ids: z.array(tokenIdSchema).min(1).max(MOST_TOKENS) }),
  z.strictObject({ filter: tokenFilterSchema }),
  z.strictObject({ of: applicationSelectionSchema, keyType: z.enum(keyTypes).optional() }),
]);

/** Many tokens to issue in one go. */
export const bulkRequestSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('generate'),
    applications: applicationSelectionSchema,
    keyType: z.enum(keyTypes),
    validitySeconds: validitySecondsSchema,
    /** All that each application's subscriptions grant, or these. */
    scopes: z.union([z.literal('all'), z.array(z.string()).max(1000)]),
    ...form,
  }),
  z.strictObject({
    kind: z.literal('regenerate'),
    tokens: bulkTokensSchema,
    /** Null: for each as long as the token it replaces. */
    validitySeconds: validitySecondsSchema.nullable(),
    /** Null: for each those of the token it replaces. */
    scopes: z.array(z.string()).max(1000).nullable(),
    ...form,
  }),
  /** Revokes active tokens; of applications all of them, not only the current ones. */
  z.strictObject({ kind: z.literal('revoke'), tokens: bulkTokensSchema }),
]);
export type BulkRequest = z.infer<typeof bulkRequestSchema>;
/** One that issues tokens. */
export type IssuingRequest = Exclude<BulkRequest, { readonly kind: 'revoke' }>;
/** One that only revokes. */
export type RevokingRequest = Extract<BulkRequest, { readonly kind: 'revoke' }>;

const code = z.enum(errorCodes);

/**
 * What a bulk job will do, and its progress. It is kept in the workspace: it can be continued
 * after a cancel, a lock or a crash, and its report stays. Times are milliseconds since the epoch.
 */
export const bulkIssueSchema = z.object({
  id: bulkIssueIdSchema,
  kind: z.enum(['generate', 'regenerate', 'revoke']),
  createdAt: z.number(),
  /** Null until the person has confirmed it. */
  startedAt: z.number().nullable(),
  /** Null until every token has been issued, revoked or left out. */
  endedAt: z.number().nullable(),
  /** Applications or tokens of the selection. */
  total: z.number(),
  /** How many of these are still to be issued or revoked. */
  open: z.number(),
  /** How many are: in a job that revokes, the revoked ones. */
  issued: z.number(),
  /** Active tokens that it will have revoked. */
  revokes: z.number(),
  /** How many of the new tokens never expire. */
  neverExpiring: z.number(),
  /** The longest validity of the others, in seconds. */
  longestSeconds: z.number(),
  /** Why the others are left out, and how many for each reason. */
  left: z.array(z.object({ code, count: z.number() })),
});
export type BulkIssue = z.infer<typeof bulkIssueSchema>;

export const bulkItemSchema = z.object({
  position: z.number(),
  applicationId: applicationIdSchema,
  applicationName: z.string(),
  keyType: z.enum(keyTypes),
  /** The new token, or the one that was revoked; null for neither. */
  tokenId: tokenIdSchema.nullable(),
  /** Milliseconds since the epoch; null without a token. */
  expiresAt: z.number().nullable(),
  /** Why there is none; null if it was issued or is still open. */
  code: code.nullable(),
});
export type BulkItem = z.infer<typeof bulkItemSchema>;

/** How many tokens a bulk job leaves out. */
export function leftOut({ left }: Pick<BulkIssue, 'left'>): number {
  return left.reduce((sum, { count }) => sum + count, 0);
}
