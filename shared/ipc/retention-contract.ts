import { z } from 'zod';
import { jobResults } from '../domain/job.ts';
import { tokenExportSchema } from '../domain/token-export.ts';

/** The calls that shorten the ledger. */
export const retentionContract = {
  /**
   * Deletes tokens that expired before then (ms since the epoch) permanently, except the newest of each
   * consumer key; before that, writes them to an encrypted file. Null when the dialog was closed.
   */
  'token:purge': {
    input: z.strictObject({
      expiredBefore: z.int().min(0),
      archive: tokenExportSchema.shape.encryption,
    }),
    output: jobResults['token-purge'],
    changes: ['applications', 'keys', 'tokens', 'gateway', 'activity'],
  },
} as const;
