import { z } from 'zod';
import { scopeSchema } from './api.ts';
import { apiIdSchema, applicationIdSchema, businessPlanIdSchema } from './ids.ts';
import { code, nameSchema } from './text.ts';

/** The longest name of a per-token quota, in code points. */
export const QUOTA_NAME_MAX = 60;

/** A per-token quota that applications can have: WSO2's throttling policy. */
export const quotaDraftSchema = z.strictObject({
  /** Written into tokens of the profile WSO2 3.x. */
  name: nameSchema({ max: QUOTA_NAME_MAX }),
  /** Requests per minute that one token may make; null is unlimited. 1 to 2^31 - 1. */
  requestsPerMinute: z
    .number({ error: code('field/not-a-whole-number') })
    .int({ error: code('field/not-a-whole-number') })
    .min(1, { error: code('field/too-small') })
    .max(2_147_483_647, { error: code('field/too-large') })
    .nullable(),
});
export type QuotaDraft = z.infer<typeof quotaDraftSchema>;

export const quotaSchema = quotaDraftSchema.extend({
  /** How many applications outside the bin have it. */
  applicationCount: z.number(),
});
export type Quota = z.infer<typeof quotaSchema>;

/** New applications have it unless another one is chosen. */
export const DEFAULT_QUOTA = 'Unlimited';

/** The quotas of a new workspace, by WSO2's names. */
export const firstQuotas: readonly QuotaDraft[] = [
  { name: '10PerMin', requestsPerMinute: 10 },
  { name: '20PerMin', requestsPerMinute: 20 },
  { name: '50PerMin', requestsPerMinute: 50 },
  { name: DEFAULT_QUOTA, requestsPerMinute: null },
];

/** A scope by its name, however many APIs define it. */
export const catalogueScopeSchema = z.object({
  name: z.string(),
  /** Those of one of the APIs, if they differ. */
  displayName: z.string(),
  description: z.string(),
  differs: z.boolean(),
  /** How many APIs outside the bin define it. */
  apiCount: z.number(),
});
export type CatalogueScope = z.infer<typeof catalogueScopeSchema>;

/** What is changed in every API that defines the scope. */
export const scopeUpdateSchema = scopeSchema.extend({
  /** Its name until now. */
  before: z.string().min(1).max(255),
});

/** What others use: a business plan, a per-token quota or a scope. */
export const usedSchema = z.union([
  z.strictObject({ businessPlanId: businessPlanIdSchema }),
  z.strictObject({ quota: z.string().min(1).max(200) }),
  z.strictObject({ scope: z.string().min(1).max(255) }),
]);
export type Used = z.infer<typeof usedSchema>;

/** How many users are named. */
export const MOST_NAMED = 200;
/** Counting stops here. */
export const MOST_USERS = 10_000;

/** Who uses something. */
export const usersSchema = z.object({
  /** By name; at most {@link MOST_NAMED}. */
  applications: z.array(z.object({ id: applicationIdSchema, name: z.string() })),
  apis: z.array(z.object({ id: apiIdSchema, name: z.string(), version: z.string() })),
  /** At most {@link MOST_USERS} + 1. */
  applicationCount: z.number(),
  apiCount: z.number(),
});
export type Users = z.infer<typeof usersSchema>;
