import { z } from 'zod';
import { contextSchema } from './api.ts';
import { apiIdSchema, businessPlanIdSchema, importIdSchema } from './ids.ts';
import { apiDifferenceSchema, importedApiSchema, importProblemSchema } from './imported-api.ts';
import { code, nameSchema } from './text.ts';

/** What was found in the files, for a person to review before anything is stored. */
export const importReviewSchema = z.object({
  id: importIdSchema,
  items: z.array(
    z.object({
      found: importedApiSchema,
      /** The existing API with this name and version: importing updates it. */
      existing: z
        .object({
          id: apiIdSchema,
          businessPlanIds: z.array(businessPlanIdSchema),
          difference: apiDifferenceSchema,
        })
        .nullable(),
    }),
  ),
  problems: z.array(importProblemSchema),
});

/** One API that the person selected, by its index in the review. */
export const importChoiceSchema = z.strictObject({
  index: z.number().int().min(0),
  name: nameSchema({ max: 120 }),
  version: nameSchema({ max: 60 }),
  context: contextSchema,
  businessPlanIds: z.array(businessPlanIdSchema).min(1, { error: code('field/required') }),
});

export type ImportReview = z.infer<typeof importReviewSchema>;
export type ImportChoice = z.infer<typeof importChoiceSchema>;
