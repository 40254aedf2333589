import { z } from 'zod';

/**
 * What could not be salvaged, or not as it was:
 * `rows`: a table some of whose rows stood on damaged pages. `token`: a token whose id alone is known.
 * `token-state`: one that was rebuilt from its JWT, of which nobody knows whether it was revoked.
 * `secret`: a secret that doesn't open, or a token without a valid signature. `signing-key`: one that is
 * retired. `parent`: something whose details are lost, under a name that was made up. `orphan`: a
 * row that is nothing without one that is lost. `activity`: entries of the log. `older`: all of the file is
 * older than what was last used here. `unproven`: a table that may be incomplete or set back.
 */
export const lostKinds = [
  'rows',
  'token',
  'token-state',
  'secret',
  'signing-key',
  'parent',
  'orphan',
  'activity',
  'older',
  'unproven',
] as const;

export const lostSchema = z.object({ kind: z.enum(lostKinds), what: z.string() });
export type Lost = z.infer<typeof lostSchema>;

export const salvagedSchema = z.object({
  /** The new workspace. */
  file: z.string(),
  damagedPages: z.number(),
  /** Rows on pages that are whole, and how many of them are in the new workspace. */
  readable: z.number(),
  salvaged: z.number(),
  /** None where everything was saved. */
  lost: z.array(lostSchema),
});
export type Salvaged = z.infer<typeof salvagedSchema>;
