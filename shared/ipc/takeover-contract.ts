import { z } from 'zod';
import { takeoverIdSchema } from '../domain/ids.ts';
import { jobResults } from '../domain/job.ts';
import { typedSecretSchema } from '../domain/passphrase.ts';
import { chosenTakeoverSchema } from '../domain/takeover.ts';

const ofFile = z.strictObject({
  id: takeoverIdSchema,
  /** Null if the file isn't encrypted. Asked for both times: nothing decrypted is kept in between. */
  passphrase: typedSecretSchema.nullable(),
});

/** The calls that read applications and tokens back from a file. */
export const takeoverContract = {
  /** Reads the file that was dropped, or asks for one; null when the person closed the dialog. */
  'takeover:choose': {
    elsewhere: true,
    input: z.strictObject({}),
    output: chosenTakeoverSchema.nullable(),
  },
  /** What reading the chosen file would change. Nothing is stored. */
  'takeover:preview': {
    elsewhere: true,
    input: ofFile,
    output: jobResults['takeover-preview'],
  },
  /** Stores what the preview showed, as it is now; fewer if it is cancelled. */
  'takeover:run': {
    input: ofFile,
    output: jobResults.takeover,
    changes: [
      'applications',
      'subscriptions',
      'business-plans',
      'keys',
      'tokens',
      'apis',
      'gateway',
      'secrets',
      'activity',
    ],
  },
  'takeover:cancel': { elsewhere: true, input: z.strictObject({}), output: z.null() },
} as const;
