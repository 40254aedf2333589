import { z } from 'zod';
import { mergeReportSchema } from '../domain/merge.ts';
import { typedSecretSchema } from '../domain/passphrase.ts';
import { topics } from './events.ts';

const typed = z.strictObject({ passphrase: typedSecretSchema });

/** The calls about another copy of the open workspace, chosen by a dialog or sent with the call. */
export const mergeContract = {
  /** Asks for the copy; null when the person closed the dialog. */
  'merge:choose': {
    elsewhere: true,
    input: z.strictObject({}),
    output: z.object({ file: z.string() }).nullable(),
  },
  /** What merging the copy would change. */
  'merge:preview': { elsewhere: true, input: typed, output: mergeReportSchema },
  'merge:run': { input: typed, output: mergeReportSchema, changes: topics },
} as const;
