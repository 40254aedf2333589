import { z } from 'zod';
import { applicationIdSchema } from './ids.ts';
import { keyTypes, tokenStates } from './token.ts';

/** What the ledger is narrowed to: a selection of tokens, however many they are. */
export const tokenFilterSchema = z.strictObject({
  applicationId: applicationIdSchema.optional(),
  keyType: z.enum(keyTypes).optional(),
  state: z.enum(tokenStates).optional(),
  neverExpires: z.boolean().optional(),
  /** Part of an application's name, a scope or a token's id. */
  search: z.string().max(200).optional(),
});
export type TokenFilter = z.infer<typeof tokenFilterSchema>;
