import { z } from 'zod';
import { businessPlanIdSchema } from './ids.ts';
import { code, descriptionSchema, nameSchema } from './text.ts';

/** Fields of a business plan (the SLA tier of one subscription) that a person writes. */
export const businessPlanDraftSchema = z.strictObject({
  name: nameSchema({ max: 60 }),
  description: descriptionSchema({ max: 512 }),
  /** Requests per minute; null is unlimited. 1 to 2^31 - 1. */
  requestsPerMinute: z
    .number({ error: code('field/not-a-whole-number') })
    .int({ error: code('field/not-a-whole-number') })
    .min(1, { error: code('field/too-small') })
    .max(2_147_483_647, { error: code('field/too-large') })
    .nullable(),
});

export const businessPlanSchema = businessPlanDraftSchema.extend({
  // As it is stored: an older version took names that would be refused now.
  name: z.string(),
  id: businessPlanIdSchema,
  /** How many living subscriptions are on it: a plan in use is not deleted. */
  subscriptionCount: z.number(),
});

export type BusinessPlanDraft = z.infer<typeof businessPlanDraftSchema>;
export type BusinessPlan = z.infer<typeof businessPlanSchema>;
