import { z } from 'zod';
import { applicationIdSchema, keysIdSchema, tokenIdSchema } from './ids.ts';
import { keyTypes, tokenSummarySchema } from './token.ts';
import { algorithmSchema, profileSchema } from './token-form.ts';
import { validitySecondsSchema } from './validity.ts';

/** The OAuth2 client of one application and key type; lists never contain its secret. */
export const consumerKeysSchema = z.object({
  id: keysIdSchema,
  consumerKey: z.string(),
  createdAt: z.number(),
});

/** A scope that can be selected, and the subscribed APIs that define it. */
export const availableScopeSchema = z.object({
  name: z.string(),
  displayName: z.string(),
  description: z.string(),
  apis: z.array(z.string()),
});

/** How the subscriptions differ from those in the current token, by "name version". */
export const coverageSchema = z.object({
  added: z.array(z.string()),
  removed: z.array(z.string()),
  replanned: z.array(z.string()),
});

/**
 * How a new token would differ. `content` is what the ledger doesn't store: owner, names of the
 * application and its APIs, quota, additional claims.
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
  /** Why the current token is stale; empty if it isn't. */
  staleReasons: z.array(z.enum(staleReasons)),
  scopes: z.array(availableScopeSchema),
  defaultValiditySeconds: z.number(),
  /** Whether Re-generate keeps the old token valid until it expires. */
  keepsOldToken: z.boolean(),
  /** Gateways with the list refuse tokens issued before it, in ms since the epoch; null for none. */
  notBefore: z.number().nullable(),
  /** How far this machine's clock is behind the newest token, in whole seconds; 0 if it isn't. */
  clockBehindSeconds: z.number(),
});

export const keysOfSchema = z.strictObject({
  applicationId: applicationIdSchema,
  keyType: z.enum(keyTypes),
});

export const issueRequestSchema = keysOfSchema.extend({
  validitySeconds: validitySecondsSchema,
  scopes: z.array(z.string()),
  /** Both default to the application's, else to those in Settings. */
  profile: profileSchema.optional(),
  algorithm: algorithmSchema.optional(),
});

export const regenerateRequestSchema = issueRequestSchema.extend({
  /** The token that the person saw, so that a second press of the button issues nothing. */
  replaces: tokenIdSchema,
});

export type ConsumerKeys = z.infer<typeof consumerKeysSchema>;
export type AvailableScope = z.infer<typeof availableScopeSchema>;
export type Coverage = z.infer<typeof coverageSchema>;
export type KeysView = z.infer<typeof keysViewSchema>;
export type KeysOf = z.infer<typeof keysOfSchema>;
export type IssueRequest = z.infer<typeof issueRequestSchema>;
