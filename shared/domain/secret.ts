import { z } from 'zod';
import { consumerSecretIdSchema, keysIdSchema, tokenIdSchema } from './ids.ts';

/** What an access token can be copied as: ready to paste. */
export const copyForms = ['bearer', 'curl', 'env', 'json'] as const;
export type CopyForm = (typeof copyForms)[number];

/** Identifies a value that is copied or shown on demand. */
export const secretRefSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('consumer-key'), id: keysIdSchema }),
  z.strictObject({
    kind: z.literal('consumer-secret'),
    id: keysIdSchema,
    /** Default: the newest usable secret. */
    secretId: consumerSecretIdSchema.optional(),
  }),
  z.strictObject({
    kind: z.literal('access-token'),
    id: tokenIdSchema,
    /** How it is copied; default: the bare token. */
    as: z.enum(copyForms).optional(),
  }),
]);

export type SecretRef = z.infer<typeof secretRefSchema>;
