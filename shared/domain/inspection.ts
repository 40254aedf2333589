import { z } from 'zod';
import { typedSecretSchema } from './passphrase.ts';
import { tokenSummarySchema } from './token.ts';

/** Why a token is refused. Each message names the RFC section that requires it. */
export const refusalCodes = [
  'oversized',
  'not-canonical',
  'header-not-json',
  'claims-not-json',
  'duplicate-member',
  'no-alg',
  'alg-none',
  'alg-symmetric',
  'alg-unknown',
  'alg-mismatch',
  'crit',
  'embedded-key',
  'typ-wrong',
  'nested',
  'unknown-key',
  'key-too-short',
  'no-signature',
  'signature-wrong',
  'claim-type',
  'no-exp',
  'expired',
  'not-yet-valid',
  'issued-in-future',
  'issuer-wrong',
  'audience-wrong',
  'revoked',
  'retired-key',
  'encrypted',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** One key in the inspected text, never its private half. */
export const inspectedKeySchema = z.object({
  kid: z.string().nullable(),
  /** "RSA, 2048 bits", "P-256". */
  kind: z.string(),
  /** Whether its private half was included. */
  isPair: z.boolean(),
  /** Whether it is a signing key of this workspace. */
  isOurs: z.boolean(),
  /** The public key as a JWK (RFC 7517; null for a type that has none) and in PEM (SubjectPublicKeyInfo). */
  jwk: z.string().nullable(),
  pem: z.string(),
  /** Only for a certificate. */
  subject: z.string().nullable(),
  validTo: z.number().nullable(),
});
export type InspectedKey = z.infer<typeof inspectedKeySchema>;

export const inspectionSchema = z.object({
  kind: z.enum(['token', 'encrypted-token', 'keys', 'encrypted-key']),
  /** Whether a correctly configured gateway accepts it now. */
  valid: z.boolean(),
  reasons: z.array(z.enum(refusalCodes)),
  /** As JSON; null if it is missing or unreadable. */
  header: z.string().nullable(),
  claims: z.string().nullable(),
  keys: z.array(inspectedKeySchema),
  /** The token in the ledger, if it was issued by this workspace. */
  token: tokenSummarySchema.nullable(),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** The most characters that can be inspected. */
export const INSPECTION_MAX = 256 * 1024;

export const inspectRequestSchema = z.strictObject({
  text: z.string().max(INSPECTION_MAX),
  /** Keys to verify with, as text, instead of the workspace's. */
  keys: z.string().max(INSPECTION_MAX).nullable(),
  /** Opens an encrypted private key. */
  passphrase: typedSecretSchema.optional(),
});
