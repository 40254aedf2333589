import { z } from 'zod';
import { appErrorSchema } from '../errors.ts';
import { applicationIdSchema } from './ids.ts';

/**
 * What the page is to show because it was asked for from outside: by an address, or by an action of
 * the desktop entry. A web page can make the system open any address: so the worst that one of
 * these can do is to show something.
 */
export const openingSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('application'), id: applicationIdSchema }),
  z.object({ kind: z.literal('copy-token') }),
  /** The file that was asked for cannot be opened. */
  z.object({ kind: z.literal('problem'), error: appErrorSchema }),
]);

export type Opening = z.infer<typeof openingSchema>;
