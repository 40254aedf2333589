import { z } from 'zod';
import { tokenSummarySchema } from './token.ts';

/** Why a token is refused. The words name the section of the RFC that says so. */
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

/** One key of what was inspected: never its private half. */
export const inspectedKeySchema = z.object({
  kid: z.string().nullable(),
  /** "RSA, 2048 bits", "P-256". */
  kind: z.string(),
  /** Whether its private half was there, too. */
  isPair: z.boolean(),
  /** Whether it is a signing key of this workspace. */
  isOurs: z.boolean(),
  /** The public key as a JWK (RFC 7517) and in PEM (SubjectPublicKeyInfo). */
  jwk: z.string(),
  pem: z.string(),
  /** Of a certificate. */
  subject: z.string().nullable(),
  validTo: z.number().nullable(),
});
export type InspectedKey = z.infer<typeof inspectedKeySchema>;

export const inspectionSchema = z.object({
  kind: z.enum(['token', 'encrypted-token', 'keys', 'encrypted-key']),
  /** Whether a gateway with the right configuration takes it now. */
  valid: z.boolean(),
  reasons: z.array(z.enum(refusalCodes)),
  /** As JSON; null where there is none, or none that can be read. */
  header: z.string().nullable(),
  claims: z.string().nullable(),
  keys: z.array(inspectedKeySchema),
  /** The token in the ledger, if it is ours. */
  token: tokenSummarySchema.nullable(),
});
export type Inspection = z.infer<typeof inspectionSchema>;

/** Characters of what can be inspected. */
export const INSPECTION_MAX = 256 * 1024;

export const inspectRequestSchema = z.strictObject({
  text: z.string().max(INSPECTION_MAX),
  /** Keys to verify with, as text, instead of the workspace's. */
  keys: z.string().max(INSPECTION_MAX).nullable(),
});
