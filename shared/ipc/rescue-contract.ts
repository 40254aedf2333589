import { z } from 'zod';
import { typedSecretSchema } from '../domain/passphrase.ts';
import { salvagedSchema } from '../domain/salvage.ts';

const nothing = z.strictObject({});

/** The calls that get back what is damaged, answered whether a workspace is open or not. */
export const rescueContract = {
  /**
   * Asks where a new workspace shall lie, and puts everything there that can be read and proven of the
   * damaged one in front, or of the file that comes with the call; null when the dialog was closed.
   */
  'rescue:salvage': {
    elsewhere: true,
    input: z.strictObject({ passphrase: typedSecretSchema }),
    output: salvagedSchema.nullable(),
    changes: ['workspace'],
  },
  /** Asks for a place and saves the list of what could not be salvaged last; null when closed. */
  'rescue:save-list': {
    elsewhere: true,
    input: nothing,
    output: z.object({ path: z.string() }).nullable(),
  },
} as const;
