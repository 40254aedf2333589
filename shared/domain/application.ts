import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';
import { code, descriptionSchema, nameSchema } from './text.ts';

/** The application's throttling policy, by WSO2's names: requests that one token may make. */
export const perTokenQuotas = ['10PerMin', '20PerMin', '50PerMin', 'Unlimited'] as const;
export type PerTokenQuota = (typeof perTokenQuotas)[number];

/** Lengths from WSO2's devportal-api.yaml, in code points. */
export const APPLICATION_NAME_MAX = 70;
export const APPLICATION_DESCRIPTION_MAX = 512;

/** The orders in which applications are listed. */
export const applicationSorts = ['name', 'newest', 'changed', 'expires'] as const;
export type ApplicationSort = (typeof applicationSorts)[number];

/** Fields of an application that a person writes. */
export const applicationDraftSchema = z.strictObject({
  name: nameSchema({ max: APPLICATION_NAME_MAX }),
  description: descriptionSchema({ max: APPLICATION_DESCRIPTION_MAX }),
  perTokenQuota: z.enum(perTokenQuotas, { error: code('field/unknown-choice') }),
});

/** What a list needs to know of a current token to show its state; never the token. */
export const tokenGlanceSchema = z.object({
  issuedAt: z.number(),
  expiresAt: z.number(),
  neverExpires: z.boolean(),
  revokedAt: z.number().nullable(),
});

export const applicationSummarySchema = applicationDraftSchema.extend({
  // As it is stored: an older version took names that would be refused now.
  name: z.string(),
  id: applicationIdSchema,
  subscriptionCount: z.number(),
  production: tokenGlanceSchema.nullable(),
  sandbox: tokenGlanceSchema.nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export const applicationSchema = applicationSummarySchema.extend({
  /** The small number that WSO2's gateways want in `application.id`. */
  number: z.number(),
  /** Tokens that would be revoked with it. */
  activeTokenCount: z.number(),
});

export type ApplicationDraft = z.infer<typeof applicationDraftSchema>;
export type TokenGlance = z.infer<typeof tokenGlanceSchema>;
export type ApplicationSummary = z.infer<typeof applicationSummarySchema>;
export type Application = z.infer<typeof applicationSchema>;
