import { z } from 'zod';
import type { Secret } from '../../base/crypto/secret.ts';

const claimsSchema = z.object({
  iss: z.string(),
  /** RFC 7519 section 4.1.3: one audience as a string, or several as an array. */
  aud: z.union([z.string().transform((only) => [only]), z.array(z.string())]),
  iat: z.int(),
  exp: z.int(),
  scope: z.string(),
});

/** What the ledger stores about a token; times are milliseconds since the epoch. */
export interface SignedClaims {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly scopes: readonly string[];
  readonly issuedAt: number;
  readonly expiresAt: number;
}

/** Reads the claims back from the signed token, so that the ledger can't differ from it. */
export function readSignedClaims(jwt: Secret): SignedClaims {
  // RFC 7515 section 7.1: the payload is the second of three parts.
  const payload = Buffer.from(jwt.expose().split('.')[1] ?? '', 'base64url').toString('utf8');
  const { iss, aud, iat, exp, scope } = claimsSchema.parse(JSON.parse(payload));
  return {
    issuer: iss,
    audience: aud,
    scopes: scope.split(' '),
    issuedAt: iat * 1000,
    expiresAt: exp * 1000,
  };
}
