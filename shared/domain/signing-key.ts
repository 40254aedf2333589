import { z } from 'zod';
import { signingKeyIdSchema } from './ids.ts';

/** JWS algorithms (RFC 7518 section 3.1, RFC 8037) that a signing key may sign with. */
export const signingAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'ES256',
  'ES384',
  'EdDSA',
] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/**
 * The life of a key: published before it signs, at most one that signs for each algorithm, published
 * until its last token has expired, and done.
 */
export const signingKeyStates = ['next', 'current', 'previous', 'retired'] as const;
export type SigningKeyState = (typeof signingKeyStates)[number];

/** The public half, as it is published (RFC 7517). */
export const publicJwkSchema = z.looseObject({ kty: z.string(), kid: z.string() });

/** A key that signs or has signed tokens: all but its private half. */
export const signingKeySchema = z.object({
  id: signingKeyIdSchema,
  /** The RFC 7638 thumbprint of the public key, SHA-256. */
  kid: z.string(),
  algorithm: z.enum(signingAlgorithms),
  publicJwk: publicJwkSchema,
  /** X.509, self-signed. */
  certificatePem: z.string(),
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
});

export type SigningKey = z.infer<typeof signingKeySchema>;
