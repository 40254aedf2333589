import { z } from 'zod';
import { QUOTA_NAME_MAX } from './catalogue.ts';
import { applicationIdSchema } from './ids.ts';
import { code, descriptionSchema, labelSchema, nameSchema } from './text.ts';

/** Lengths from WSO2's devportal-api.yaml, in code points. */
export const APPLICATION_NAME_MAX = 70;
export const APPLICATION_DESCRIPTION_MAX = 512;

/** The orders in which applications are listed. */
export const applicationSorts = ['name', 'newest', 'changed', 'expires'] as const;
export type ApplicationSort = (typeof applicationSorts)[number];

/** Lengths of what is only for people, in code points. */
export const GROUP_NAME_MAX = 70;
export const OWNER_MAX = 120;
export const ATTRIBUTE_MAX = 512;

/** '' for none. */
export const groupNameSchema = labelSchema({ max: GROUP_NAME_MAX }).refine(
  (text) => text === text.trim(),
  { error: code('field/surrounding-space') },
);

/** The values of the attributes that Settings define, by their ids; '' and missing are the same. */
export const attributeValuesSchema = z.record(z.uuid(), labelSchema({ max: ATTRIBUTE_MAX }));
export type AttributeValues = z.infer<typeof attributeValuesSchema>;

/** What organises applications, beside what their tokens need. */
const organisation = {
  /** The owner that its tokens name; '' for the one in Settings. */
  owner: labelSchema({ max: OWNER_MAX }).refine((text) => text === text.trim(), {
    error: code('field/surrounding-space'),
  }),
  group: groupNameSchema,
  attributes: attributeValuesSchema,
} as const;

/**
 * The fields of an application that a person edits. What is left out stays as it is; in a new
 * application it is empty.
 */
export const applicationDraftSchema = z.strictObject({
  name: nameSchema({ max: APPLICATION_NAME_MAX }),
  description: descriptionSchema({ max: APPLICATION_DESCRIPTION_MAX }),
  /** The name of the application's throttling policy: requests that one token may make. */
  perTokenQuota: z
    .string()
    .min(1, { error: code('field/unknown-choice') })
    .max(QUOTA_NAME_MAX, { error: code('field/unknown-choice') }),
  owner: organisation.owner.optional(),
  group: organisation.group.optional(),
  attributes: organisation.attributes.optional(),
});

/** A filter for the list of applications. */
export const applicationFilterSchema = z.strictObject({
  /** A result contains each of these words. */
  search: z.string().max(200).optional(),
  favourite: z.literal(true).optional(),
  /** The group's name, ignoring case. */
  group: z.string().min(1).max(200).optional(),
});
export type ApplicationFilter = z.infer<typeof applicationFilterSchema>;

/** The most applications that a call takes by their ids. */
export const MOST_APPLICATIONS = 10_000;

/** Applications to act on: chosen ones, or all that a filter finds. */
export const applicationSelectionSchema = z.union([
  z.strictObject({ ids: z.array(applicationIdSchema).min(1).max(MOST_APPLICATIONS) }),
  z.strictObject({ filter: applicationFilterSchema }),
]);
export type ApplicationSelection = z.infer<typeof applicationSelectionSchema>;

/** A group, and how many applications are in it. */
export const applicationGroupSchema = z.object({ name: z.string(), count: z.number() });
export type ApplicationGroup = z.infer<typeof applicationGroupSchema>;

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
  perTokenQuota: z.string(),
  id: applicationIdSchema,
  owner: z.string(),
  /** '' for none. */
  group: z.string(),
  attributes: z.record(z.string(), z.string()),
  isFavourite: z.boolean(),
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
