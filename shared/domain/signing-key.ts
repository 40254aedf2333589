import { z } from 'zod';
import { signingKeyIdSchema } from './ids.ts';

/** The public half, as it is published (RFC 7517). */
export const publicJwkSchema = z.looseObject({ kty: z.string(), kid: z.string() });

/** A key that signs or has signed tokens: all but its private half. */
export const signingKeySchema = z.object({
  id: signingKeyIdSchema,
  /** The RFC 7638 thumbprint of the public key, SHA-256. */
  kid: z.string(),
  algorithm: z.string(),
  publicJwk: publicJwkSchema,
  /** X.509, self-signed. */
  certificatePem: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
});

export type SigningKey = z.infer<typeof signingKeySchema>;
