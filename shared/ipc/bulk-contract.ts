import { z } from 'zod';
import { exportEachSchema } from '../domain/age-recipient.ts';
import { bulkIssueSchema, bulkItemSchema, bulkRequestSchema } from '../domain/bulk.ts';
import { bulkIssueIdSchema } from '../domain/ids.ts';
import { jobResults } from '../domain/job.ts';

const one = z.strictObject({ id: bulkIssueIdSchema });
const TOKENS = ['applications', 'keys', 'tokens', 'gateway', 'activity'] as const;

/** The calls about issuing many tokens in one go. */
export const bulkContract = {
  /** Works out what a request would do, and keeps it until it is run or discarded. */
  'bulk:prepare': {
    input: bulkRequestSchema,
    output: jobResults['bulk-prepare'],
    changes: ['bulk'],
  },
  /** Issues what was prepared, or continues where it was interrupted. */
  'bulk:run': { input: one, output: jobResults['bulk-run'], changes: [...TOKENS, 'bulk'] },
  /** Writes each token to a file of its own in the age format, for consumers without Latchkey. */
  'token:export-each': {
    elsewhere: true,
    input: exportEachSchema,
    output: jobResults['token-export-each'],
    changes: ['activity'],
  },
  /** Removes a bulk job. The tokens that it has issued stay. */
  'bulk:discard': { input: one, output: z.null(), changes: ['bulk'] },
  /** The newest first; without those that were only prepared. */
  'bulk:list': {
    input: z.strictObject({}),
    output: z.array(bulkIssueSchema).readonly(),
    reads: ['bulk'],
  },
  /** The outcome for each application or token, in their order. */
  'bulk:items': {
    input: one.extend({
      which: z.enum(['issued', 'left-out']),
      after: z.int().min(-1).default(-1),
      limit: z.int().min(1).max(500),
    }),
    output: z.object({ items: z.array(bulkItemSchema).readonly(), more: z.boolean() }),
    reads: ['bulk'],
  },
} as const;
