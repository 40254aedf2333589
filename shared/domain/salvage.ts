import { z } from 'zod';

/**
 * What could not be salvaged, or only in part:
 * `rows`: a table with rows on damaged pages. `token`: a token of which only the id is known.
 * `token-state`: a token rebuilt from its JWT, which may have been revoked. `secret`: a secret that
 * can't be decrypted, or a token without a valid signature. `signing-key`: a retired one. `parent`:
 * an item whose details are lost, under a placeholder name. `orphan`: a row that is useless without
 * a lost one. `malformed`: a row whose values can't be shown. `activity`: entries of the log. `older`: the whole file is older than the one last
 * used here. `unproven`: a table that may be incomplete or rolled back.
 */
export const lostKinds = [
  'rows',
  'token',
  'token-state',
  'secret',
  'signing-key',
  'parent',
  'orphan',
  'malformed',
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
  /** Rows on intact pages, and how many of them are in the new workspace. */
  readable: z.number(),
  salvaged: z.number(),
  /** Empty if everything was salvaged. */
  lost: z.array(lostSchema),
});
export type Salvaged = z.infer<typeof salvagedSchema>;
