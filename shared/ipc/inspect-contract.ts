import { z } from 'zod';
import { tokenIdSchema } from '../domain/ids.ts';
import { inspectionSchema, inspectRequestSchema } from '../domain/inspection.ts';
import { staleReasons } from '../domain/keys.ts';
import { tokenComparisonSchema } from '../domain/token-comparison.ts';

/**
 * Calls that look at tokens: those of the ledger, and tokens and keys from anywhere, of which nothing
 * is kept.
 */
export const inspectContract = {
  'token:inspect': {
    elsewhere: true,
    input: inspectRequestSchema,
    output: inspectionSchema,
  },
  /** The file that was dropped, or one that is asked for; null when the person closed the dialog. */
  'token:inspect-file': {
    elsewhere: true,
    input: inspectRequestSchema.pick({ keys: true }),
    output: inspectionSchema.nullable(),
  },
  /** Why a token is stale; none for one that isn't. */
  'token:stale-reasons': {
    input: z.strictObject({ id: tokenIdSchema }),
    output: z.array(z.enum(staleReasons)),
    reads: ['tokens', 'keys', 'settings'],
  },
  /** How the second of two tokens differs from the first; their signatures stay here. */
  'token:compare': {
    elsewhere: true,
    input: z.strictObject({ before: tokenIdSchema, after: tokenIdSchema }),
    output: tokenComparisonSchema,
  },
} as const;
