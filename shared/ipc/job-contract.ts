import { z } from 'zod';
import { jobIdSchema, jobInfoSchema, jobSchema } from '../domain/job.ts';

const nothing = z.strictObject({});
const done = z.null();

/** The calls about the session's jobs. */
export const jobContract = {
  /** The session's running and recently ended jobs, oldest first. */
  'job:list': { input: nothing, output: z.array(jobInfoSchema), reads: [] },
  /** A job with its result; null if it is no longer kept. */
  'job:get': {
    input: z.strictObject({ id: jobIdSchema }),
    output: jobSchema.nullable(),
    reads: [],
  },
  /** Cancels a job. What it has already done stays. */
  'job:cancel': { elsewhere: true, input: z.strictObject({ id: jobIdSchema }), output: done },
} as const;
