import { z } from 'zod';
import { apiIdsSchema, businessPlanIdSchema } from './ids.ts';
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

/** What undoes a deletion. */
export const deletedBusinessPlanSchema = z.object({
  /** The APIs that offered it, those in the bin included. */
  offeredBy: apiIdsSchema,
  /** Its place in the list, from 1; another plan can have it by now. */
  position: z.int().min(1),
});

export const newBusinessPlanSchema = businessPlanDraftSchema.extend(
  deletedBusinessPlanSchema.partial().shape,
);

export type BusinessPlanDraft = z.infer<typeof businessPlanDraftSchema>;
export type BusinessPlan = z.infer<typeof businessPlanSchema>;
