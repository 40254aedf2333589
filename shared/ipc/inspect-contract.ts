import { z } from 'zod';
import { tokenIdSchema } from '../domain/ids.ts';
import { inspectionSchema, inspectRequestSchema } from '../domain/inspection.ts';
import { staleReasons } from '../domain/keys.ts';
import { tokenComparisonSchema } from '../domain/token-comparison.ts';

/**
 * Calls that inspect tokens: those of the ledger, and tokens and keys from elsewhere, which are not
 * stored.
 */
export const inspectContract = {
  'token:inspect': {
    elsewhere: true,
    input: inspectRequestSchema,
    output: inspectionSchema,
  },
  /** Reads the dropped file, or asks for one; null when the person closed the dialog. */
  'token:inspect-file': {
    elsewhere: true,
    input: inspectRequestSchema.pick({ keys: true, passphrase: true }),
    output: inspectionSchema.nullable(),
  },
  /** Why a token is stale; empty if it isn't. */
  'token:stale-reasons': {
    input: z.strictObject({ id: tokenIdSchema }),
    output: z.array(z.enum(staleReasons)),
    reads: ['tokens', 'keys', 'settings'],
  },
  /** How the second of two tokens differs from the first, without their signatures. */
  'token:compare': {
    elsewhere: true,
    input: z.strictObject({ before: tokenIdSchema, after: tokenIdSchema }),
    output: tokenComparisonSchema,
  },
} as const;
