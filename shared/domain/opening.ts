import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { applicationIdSchema } from './ids.ts';
import { keyTypes } from './token.ts';

/**
 * What the page shows on a request from outside: an address, or an action of the desktop entry.
 * Any web page can make the system open such an address, so these requests can only show something.
 */
export const openingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('application'), id: applicationIdSchema }),
  z.object({ kind: z.literal('copy-token') }),
  /** The keys whose token or secret is about to expire. */
  z.object({ kind: z.literal('keys'), id: applicationIdSchema, keyType: z.enum(keyTypes) }),
  /** All tokens that are about to expire. */
  z.object({ kind: z.literal('expiring') }),
  /** The file that was asked for cannot be opened. */
  z.object({ kind: z.literal('problem'), error: appErrorSchema }),
]);

export type Opening = z.infer<typeof openingSchema>;
