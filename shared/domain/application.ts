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

/** The fields of an application that a person edits. */
export const applicationDraftSchema = z.strictObject({
  name: nameSchema({ max: APPLICATION_NAME_MAX }),
  description: descriptionSchema({ max: APPLICATION_DESCRIPTION_MAX }),
  perTokenQuota: z.enum(perTokenQuotas, { error: code('field/unknown-choice') }),
});

/** What a list needs to show the state of a current token; never the token itself. */
export const tokenGlanceSchema = z.object({
  issuedAt: z.number(),
  expiresAt: z.number(),
  neverExpires: z.boolean(),
  revokedAt: z.number().nullable(),
});

export const applicationSummarySchema = applicationDraftSchema.extend({
  // Not validated: older versions accepted names that are now refused.
  name: z.string(),
  id: applicationIdSchema,
  subscriptionCount: z.number(),
  production: tokenGlanceSchema.nullable(),
  sandbox: tokenGlanceSchema.nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

export const applicationSchema = applicationSummarySchema.extend({
  /** The small integer that WSO2's gateways require in `application.id`. */
  number: z.number(),
  /** Tokens that would be revoked with it. */
  activeTokenCount: z.number(),
});

export type ApplicationDraft = z.infer<typeof applicationDraftSchema>;
export type TokenGlance = z.infer<typeof tokenGlanceSchema>;
export type ApplicationSummary = z.infer<typeof applicationSummarySchema>;
export type Application = z.infer<typeof applicationSchema>;
