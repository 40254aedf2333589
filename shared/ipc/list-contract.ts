import { z } from 'zod';
import { apiSorts, apiSummarySchema } from '../domain/api.ts';
import {
  applicationFilterSchema,
  applicationSorts,
  applicationSummarySchema,
} from '../domain/application.ts';
import { binEntrySchema, binRefSchema } from '../domain/bin.ts';
import { apiIdSchema, applicationIdSchema, businessPlanIdSchema } from '../domain/ids.ts';

/** One page of a list, in rows. */
const page = {
  /** A result contains each of these words. */
  search: z.string().max(200).optional(),
  /** The whole name, ignoring case. */
  name: z.string().max(200).optional(),
  skip: z.number().int().min(0).optional(),
  limit: z.number().int().min(1).max(500).default(100),
} as const;
const typed = z.strictObject({ typed: z.string().max(200) });
const counted = z.strictObject({ search: page.search });

/** Lists of any length: a page of each, its length, and the position of an item. */
export const listContract = {
  /** A page after an item or an offset. Fewer rows than `limit` mean that it is the last page. */
  'application:list': {
    input: z.strictObject({
      ...page,
      sort: z.enum(applicationSorts).optional(),
      after: applicationIdSchema.optional(),
      favourite: applicationFilterSchema.shape.favourite,
      group: applicationFilterSchema.shape.group,
    }),
    output: z.array(applicationSummarySchema).readonly(),
    reads: ['applications'],
  },
  /** The position of the first name that begins with the typed text; null if there is none. */
  'application:place': { input: typed, output: z.number().nullable(), reads: ['applications'] },
  'application:count': {
    input: applicationFilterSchema,
    output: z.number(),
    reads: ['applications'],
  },

  /** As `application:list`. */
  'api:list': {
    input: z.strictObject({
      ...page,
      sort: z.enum(apiSorts).optional(),
      after: apiIdSchema.optional(),
      /** Only APIs that the application is subscribed to. */
      subscribedBy: applicationIdSchema.optional(),
      /** Only these APIs, as far as they exist. */
      ids: z.array(apiIdSchema).max(1000).optional(),
    }),
    output: z.array(apiSummarySchema).readonly(),
    reads: ['apis'],
  },
  'api:place': { input: typed, output: z.number().nullable(), reads: ['apis'] },
  'api:count': {
    input: counted.extend({ businessPlanId: businessPlanIdSchema.optional() }),
    output: z.number(),
    reads: ['apis'],
  },
  /** The APIs with the name and version, or the context, of one of these. */
  'api:like': {
    input: z.strictObject({
      apis: z
        .array(
          z.strictObject({
            name: z.string().max(500),
            version: z.string().max(500),
            context: z.string().max(500),
          }),
        )
        .max(5000),
    }),
    output: z.array(apiSummarySchema).readonly(),
    reads: ['apis'],
  },

  /** A page, last deleted first. Fewer rows than `limit` mean that it is the last page. */
  'bin:list': {
    input: z.strictObject({ after: binRefSchema.optional(), limit: page.limit }),
    output: z.array(binEntrySchema),
    reads: ['bin'],
  },
  'bin:count': { input: z.strictObject({}), output: z.number(), reads: ['bin'] },
} as const;
