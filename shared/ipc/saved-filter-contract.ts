import { z } from 'zod';
import { savedFilterSchema, saveFilterSchema } from '../domain/ledger-filter.ts';

const done = z.null();

/** The calls about ledger filters that have a name. */
export const savedFilterContract = {
  /** By name. */
  'saved-filter:list': {
    input: z.strictObject({}),
    output: z.array(savedFilterSchema).readonly(),
    reads: ['saved-filters'],
  },
  /** Replaces the one with the same name, ignoring case. */
  'saved-filter:save': { input: saveFilterSchema, output: done, changes: ['saved-filters'] },
  'saved-filter:delete': {
    input: saveFilterSchema.pick({ name: true }),
    output: done,
    changes: ['saved-filters'],
  },
} as const;
