import { z } from 'zod';
import { RENEWALS_MAX, renewalSchema } from '../domain/renewal.ts';

/** The files that `latchkey renew --due` keeps up to date. */
export const renewalContract = {
  'renewal:list': {
    input: z.strictObject({}),
    output: z.array(renewalSchema),
    reads: ['settings'],
  },
  /** Adds a file, or changes its options. */
  'renewal:save': {
    input: renewalSchema,
    output: z.array(renewalSchema).max(RENEWALS_MAX),
    changes: ['settings', 'activity'],
  },
  'renewal:remove': {
    input: renewalSchema.pick({ file: true, name: true }),
    output: z.array(renewalSchema),
    changes: ['settings', 'activity'],
  },
} as const;
