import { z } from 'zod';
import {
  businessPlanDraftSchema,
  businessPlanSchema,
  deletedBusinessPlanSchema,
  newBusinessPlanSchema,
} from '../domain/business-plan.ts';
import {
  catalogueScopeSchema,
  QUOTA_NAME_MAX,
  quotaDraftSchema,
  quotaSchema,
  scopeUpdateSchema,
  usedSchema,
  usersSchema,
} from '../domain/catalogue.ts';
import { businessPlanIdSchema } from '../domain/ids.ts';

const quotaName = z
  .string()
  .min(1)
  .max(QUOTA_NAME_MAX * 2);

/** The calls about business plans, quotas and scopes, and about who uses them. */
export const catalogueContract = {
  'business-plan:list': {
    input: z.strictObject({}),
    output: z.array(businessPlanSchema),
    reads: ['business-plans'],
  },
  'business-plan:create': {
    input: newBusinessPlanSchema,
    output: businessPlanSchema,
    changes: ['business-plans', 'apis', 'activity'],
  },
  'business-plan:update': {
    input: businessPlanDraftSchema.extend({ id: businessPlanIdSchema }),
    output: businessPlanSchema,
    changes: ['business-plans', 'subscriptions', 'keys', 'tokens', 'bin', 'activity'],
  },
  'business-plan:delete': {
    input: z.strictObject({ id: businessPlanIdSchema }),
    output: deletedBusinessPlanSchema,
    changes: ['business-plans', 'apis', 'activity'],
  },

  'quota:list': {
    input: z.strictObject({}),
    output: z.array(quotaSchema).readonly(),
    reads: ['settings', 'applications'],
  },
  /** Adds a quota, or changes the one that is named `before`. */
  'quota:save': {
    input: quotaDraftSchema.extend({
      before: quotaName.nullable(),
      /** Where a new one goes in the list, from 0; last if it is left out. */
      position: z.int().min(0).optional(),
    }),
    output: z.null(),
    changes: ['settings', 'activity'],
  },
  'quota:delete': {
    input: z.strictObject({ name: quotaName }),
    output: z.null(),
    changes: ['settings', 'activity'],
  },
  /** A page of scopes by name. */
  'scope:list': {
    input: z.strictObject({
      /** The beginning of the name. */
      prefix: z.string().max(255).optional(),
      /** The last scope of the previous page. */
      after: z.string().max(255).optional(),
      limit: z.int().min(1).max(500),
    }),
    output: z.object({ scopes: z.array(catalogueScopeSchema), more: z.boolean() }),
    reads: ['apis'],
  },
  /** Changes a scope in every API that defines it. */
  'scope:update': {
    input: scopeUpdateSchema,
    output: z.object({ apis: z.number() }),
    changes: ['apis', 'keys', 'tokens', 'activity'],
  },
  'catalogue:users': {
    input: usedSchema,
    output: usersSchema,
    reads: ['applications', 'apis', 'subscriptions', 'business-plans', 'settings'],
  },
} as const;
