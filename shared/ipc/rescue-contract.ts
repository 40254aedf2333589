import { z } from 'zod';
import { diagnosisFindingSchema } from '../domain/diagnosis.ts';
import { typedSecretSchema } from '../domain/passphrase.ts';
import { salvagedSchema } from '../domain/salvage.ts';

const nothing = z.strictObject({});

/** The calls to salvage damaged workspaces, available whether or not a workspace is open. */
export const rescueContract = {
  /**
   * Asks where to save a new workspace and salvages all readable, verifiable data into it, from the
   * current damaged one or the file sent with the call; null when the dialog was closed.
   */
  'rescue:salvage': {
    elsewhere: true,
    input: z.strictObject({ passphrase: typedSecretSchema }),
    output: salvagedSchema.nullable(),
    changes: ['workspace'],
  },
  /** Asks for a place and saves the list of what the last salvage lost; null when closed. */
  'rescue:save-list': {
    elsewhere: true,
    input: nothing,
    output: z.object({ path: z.string() }).nullable(),
  },
  /** Looks at what a workspace needs, without opening anything; nothing in it is secret. */
  'rescue:diagnose': { elsewhere: true, input: nothing, output: z.array(diagnosisFindingSchema) },
  /** Asks for a place and saves the same as text; null when closed. */
  'rescue:save-diagnosis': {
    elsewhere: true,
    input: nothing,
    output: z.object({ path: z.string() }).nullable(),
  },
} as const;
