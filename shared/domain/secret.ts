import { z } from 'zod';
import { consumerSecretIdSchema, keysIdSchema, tokenIdSchema } from './ids.ts';

/** A value that is copied or shown on demand, by what it belongs to. */
export const secretRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consumer-key'), id: keysIdSchema }),
  z.strictObject({
    kind: z.literal('consumer-secret'),
    id: keysIdSchema,
    /** Which one of several; without it, the newest that can be used. */
    secretId: consumerSecretIdSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('access-token'), id: tokenIdSchema }),
]);

export type SecretRef = z.infer<typeof secretRefSchema>;
