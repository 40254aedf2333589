import { z } from 'zod';
import { consumerSecretIdSchema, keysIdSchema, tokenIdSchema } from './ids.ts';

/** Identifies a value that is copied or shown on demand. */
export const secretRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consumer-key'), id: keysIdSchema }),
  z.strictObject({
    kind: z.literal('consumer-secret'),
    id: keysIdSchema,
    /** Default: the newest usable secret. */
    secretId: consumerSecretIdSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('access-token'), id: tokenIdSchema }),
]);

export type SecretRef = z.infer<typeof secretRefSchema>;
