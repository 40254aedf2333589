import { z } from 'zod';
import { businessPlanIdSchema } from './ids.ts';
import { code, descriptionSchema, nameSchema } from './text.ts';

/** The fields of a business plan (the SLA tier of one subscription) that a person edits. */
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
  // Not validated: older versions accepted names that are now refused.
  name: z.string(),
  id: businessPlanIdSchema,
  /** How many current subscriptions use it: a plan in use can't be deleted. */
  subscriptionCount: z.number(),
});

export type BusinessPlanDraft = z.infer<typeof businessPlanDraftSchema>;
export type BusinessPlan = z.infer<typeof businessPlanSchema>;
