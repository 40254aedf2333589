import { z } from 'zod';
import { tokenIdSchema } from './ids.ts';
import { issueRequestSchema } from './keys.ts';
import { signingAlgorithms } from './signing-key.ts';
import { subscriptionStates } from './subscription.ts';
import { profileNames } from './token-form.ts';

export const previewRequestSchema = issueRequestSchema.extend({
  /** The current token, for Re-generate. */
  replaces: tokenIdSchema.optional(),
});

/** Why a scope isn't in the token: not selected, or all APIs with it are blocked. */
export const scopeReasons = ['not-chosen', 'blocked'] as const;
/** Why a subscription isn't in the token: its state, or the profile has no subscriptions. */
export const subscriptionReasons = [...subscriptionStates, 'profile'] as const;

export const tokenPreviewSchema = z.object({
  profile: z.enum(profileNames),
  algorithm: z.enum(signingAlgorithms),
  issuer: z.string(),
  audience: z.array(z.string()),
  /** As JSON. Question marks are placeholders for values created with the token. */
  header: z.string(),
  claims: z.string(),
  /** Bytes of the compact JWT. */
  size: z.number(),
  /** Milliseconds since the epoch. */
  expiresAt: z.number(),
  scopes: z.array(z.object({ name: z.string(), reason: z.enum(scopeReasons).nullable() })),
  subscriptions: z.array(
    z.object({
      api: z.string(),
      plan: z.string(),
      reason: z.enum(subscriptionReasons).nullable(),
    }),
  ),
});

export type PreviewRequest = z.infer<typeof previewRequestSchema>;
export type TokenPreview = z.infer<typeof tokenPreviewSchema>;
