import { z } from 'zod';
import { jobIdSchema, jobInfoSchema, jobSchema } from '../domain/job.ts';

const nothing = z.strictObject({});
const done = z.null();

/** What is asked of the session's jobs. */
export const jobContract = {
  /** The jobs of the session that run or have ended lately, the oldest first. */
  'job:list': { input: nothing, output: z.array(jobInfoSchema), reads: [] },
  /** With its result; null for one that is forgotten. */
  'job:get': {
    input: z.strictObject({ id: jobIdSchema }),
    output: jobSchema.nullable(),
    reads: [],
  },
  /** What is done stays done. */
  'job:cancel': { elsewhere: true, input: z.strictObject({ id: jobIdSchema }), output: done },
} as const;
