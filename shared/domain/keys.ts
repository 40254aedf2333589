import { z } from 'zod';
import { applicationIdSchema, keysIdSchema, tokenIdSchema } from './ids.ts';
import { keyTypes, tokenSummarySchema } from './token.ts';
import { algorithmSchema, profileSchema } from './token-form.ts';
import { validitySecondsSchema } from './validity.ts';

/** The OAuth2 client of one application and key type; its secret is never in a list. */
export const consumerKeysSchema = z.object({
  id: keysIdSchema,
  consumerKey: z.string(),
  createdAt: z.number(),
});

/** A scope that may be chosen, and the subscribed APIs that define it. */
export const availableScopeSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  apis: z.array(z.string()),
});

/** How the subscriptions differ from those that the current token covers, by "name version". */
export const coverageSchema = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  replanned: z.array(z.string()),
});

/**
 * What a new token would say differently. `content` is what the ledger doesn't keep: owner, names of
 * the application and its APIs, quota, own claims.
 */
export const staleReasons = [
  'subscriptions',
  'scopes',
  'key',
  'issuer',
  'audience',
  'profile',
  'algorithm',
  'content',
] as const;
export type StaleReason = (typeof staleReasons)[number];

export const keysViewSchema = z.object({
  keys: consumerKeysSchema.nullable(),
  token: tokenSummarySchema.nullable(),
  coverage: coverageSchema,
  /** Why the current token is stale; none for one that isn't. */
  staleReasons: z.array(z.enum(staleReasons)),
  scopes: z.array(availableScopeSchema),
  defaultValiditySeconds: z.number(),
  /** Whether Re-generate lets the old token live until it expires. */
  keepsOldToken: z.boolean(),
  /** How far this machine's clock is behind the newest token, in whole seconds; 0 when it is not. */
  clockBehindSeconds: z.number(),
});

export const keysOfSchema = z.strictObject({
  applicationId: applicationIdSchema,
  keyType: z.enum(keyTypes),
});

export const issueRequestSchema = keysOfSchema.extend({
  validitySeconds: validitySecondsSchema,
  scopes: z.array(z.string()),
  /** Where they are left out, the application's hold, else those of Settings. */
  profile: profileSchema.optional(),
  algorithm: algorithmSchema.optional(),
});

export const regenerateRequestSchema = issueRequestSchema.extend({
  /** The token that the person saw: a second press of the same button issues nothing. */
  replaces: tokenIdSchema,
});

export type ConsumerKeys = z.infer<typeof consumerKeysSchema>;
export type AvailableScope = z.infer<typeof availableScopeSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type KeysView = z.infer<typeof keysViewSchema>;
export type KeysOf = z.infer<typeof keysOfSchema>;
export type IssueRequest = z.infer<typeof issueRequestSchema>;
