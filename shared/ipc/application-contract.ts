import { z } from 'zod';
import {
  applicationDraftSchema,
  applicationGroupSchema,
  applicationSchema,
  applicationSelectionSchema,
  groupNameSchema,
} from '../domain/application.ts';
import { applicationIdSchema } from '../domain/ids.ts';
import { jobResults } from '../domain/job.ts';

const done = z.null();
const APPLICATIONS = ['applications', 'keys', 'tokens', 'apis', 'bin', 'activity'] as const;
const DELETED = ['subscriptions', 'business-plans', ...APPLICATIONS, 'gateway'] as const;

/** The answers about one application that stay valid when another one changes. */
const ofOne = {
  topics: ['applications', 'keys', 'tokens', 'subscriptions'],
  id: ({ id }: { readonly id: string }) => id,
} as const;

/** The calls about applications, besides their list. */
export const applicationContract = {
  'application:get': {
    input: z.strictObject({ id: applicationIdSchema }),
    output: applicationSchema,
    reads: ['applications'],
  },
  /** The groups in use, by name. */
  'application:groups': {
    input: z.strictObject({}),
    output: z.array(applicationGroupSchema).readonly(),
    reads: ['applications'],
  },
  'application:create': {
    input: applicationDraftSchema,
    output: applicationSchema,
    changes: APPLICATIONS,
  },
  'application:update': {
    input: applicationDraftSchema.extend({ id: applicationIdSchema }),
    output: applicationSchema,
    changes: APPLICATIONS,
    one: ofOne,
  },
  /** A new application with the same fields, token format and subscriptions, but without keys. */
  'application:duplicate': {
    input: applicationDraftSchema.pick({ name: true }).extend({ id: applicationIdSchema }),
    output: applicationSchema,
    changes: [...APPLICATIONS, 'subscriptions', 'business-plans'],
  },
  'application:delete': {
    input: z.strictObject({ id: applicationIdSchema }),
    output: done,
    changes: DELETED,
    one: ofOne,
  },
  /** Marks applications as favourites, or puts them into a group; '' takes them out of theirs. */
  'application:arrange': {
    input: z.strictObject({
      selection: applicationSelectionSchema,
      favourite: z.boolean().optional(),
      group: groupNameSchema.optional(),
    }),
    output: jobResults['application-change'],
    changes: ['applications', 'activity'],
  },
  /** Moves applications to the bin. */
  'application:delete-many': {
    input: z.strictObject({ selection: applicationSelectionSchema }),
    output: jobResults['application-change'],
    changes: DELETED,
  },
  /** The size of a selection: its applications and their active tokens. */
  'application:selected': {
    input: z.strictObject({ selection: applicationSelectionSchema }),
    output: z.object({ applications: z.number(), activeTokens: z.number() }),
    reads: ['applications', 'tokens'],
  },
} as const;
