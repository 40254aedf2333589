import { z } from 'zod';
import {
  catalogueScopeSchema,
  QUOTA_NAME_MAX,
  quotaDraftSchema,
  quotaSchema,
  scopeUpdateSchema,
  usedSchema,
  usersSchema,
} from '../domain/catalogue.ts';

const quotaName = z
  .string()
  .min(1)
  .max(QUOTA_NAME_MAX * 2);

/** The calls about quotas and scopes, and about who uses them. */
export const catalogueContract = {
  'quota:list': {
    input: z.strictObject({}),
    output: z.array(quotaSchema).readonly(),
    reads: ['settings', 'applications'],
  },
  /** Adds a quota, or changes the one that is named `before`. */
  'quota:save': {
    input: quotaDraftSchema.extend({ before: quotaName.nullable() }),
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
