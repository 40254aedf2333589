import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { applicationIdSchema } from './ids.ts';

/**
 * What the page shows on a request from outside: an address, or an action of the desktop entry.
 * Any web page can make the system open such an address, so these requests can only show something.
 */
export const openingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('application'), id: applicationIdSchema }),
  z.object({ kind: z.literal('copy-token') }),
  /** The file that was asked for cannot be opened. */
  z.object({ kind: z.literal('problem'), error: appErrorSchema }),
]);

export type Opening = z.infer<typeof openingSchema>;
