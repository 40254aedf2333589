import { z } from 'zod';
import { applicationIdSchema, keyImportIdSchema, signingKeyIdSchema } from './ids.ts';
import { code, labelSchema, nameSchema } from './text.ts';

/** A hundred years, in days. */
export const MAX_CERTIFICATE_DAYS = 36_525;

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
 * The life cycle of a key: `next` is published before it signs; each algorithm has at most one
 * `current` key; `previous` stays published until its last token has expired.
 */
export const signingKeyStates = ['next', 'current', 'previous', 'retired'] as const;
export type SigningKeyState = (typeof signingKeyStates)[number];

/** The public half, as it is published (RFC 7517). */
export const publicJwkSchema = z.looseObject({ kty: z.string(), kid: z.string() });

/** A signing key without its private half. */
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

/** The subject of a certificate, and how long it is valid. */
export const certificateDraftSchema = z.strictObject({
  /** CN (X.520 caps it at 64 characters). */
  commonName: nameSchema({ max: 64 }),
  /** O; '' for none. */
  organization: labelSchema({ max: 64 }),
  /** Whole days: 1 to {@link MAX_CERTIFICATE_DAYS}. */
  days: z
    .number({ error: code('field/not-a-whole-number') })
    .int({ error: code('field/not-a-whole-number') })
    .min(1, { error: code('field/too-small') })
    .max(MAX_CERTIFICATE_DAYS, { error: code('field/too-large') }),
});
export type CertificateDraft = z.infer<typeof certificateDraftSchema>;

export const certificateFactsSchema = z.object({
  /** As RFC 4514 writes it: "CN=Latchkey, O=Example". */
  subject: z.string(),
  issuer: z.string(),
  commonName: z.string(),
  organization: z.string(),
  isSelfSigned: z.boolean(),
  /** SHA-256 of the DER, upper-case hex pairs with colons. */
  fingerprint: z.string(),
  /** Milliseconds since the epoch. */
  validFrom: z.number(),
  validTo: z.number(),
});

/** A key as shown on its page. Times are milliseconds since the epoch. */
export const signingKeyViewSchema = z.object({
  id: signingKeyIdSchema,
  kid: z.string(),
  algorithm: z.enum(signingAlgorithms),
  /** Bits of an RSA key's modulus; null for others. */
  rsaLength: z.number().nullable(),
  /** A previous key whose last token has expired counts as retired. */
  state: z.enum(signingKeyStates),
  createdAt: z.number(),
  /** When it began to sign, stopped signing, and was removed from the JWKS; null for not yet. */
  currentAt: z.number().nullable(),
  previousAt: z.number().nullable(),
  retiredAt: z.number().nullable(),
  /** When the last token that it signed expires or expired; null if it signed none. */
  lastExpiresAt: z.number().nullable(),
  certificate: certificateFactsSchema,
});
export type SigningKeyView = z.infer<typeof signingKeyViewSchema>;

/** What depends on a key. */
export const signingKeyUsageSchema = z.object({
  id: signingKeyIdSchema,
  /** Tokens that a gateway with this key still accepts. */
  activeTokens: z.number(),
  /** Applications with at least one of these tokens. */
  applications: z.number(),
  /** The active tokens that never expire. */
  neverExpiring: z.number(),
});
export type SigningKeyUsage = z.infer<typeof signingKeyUsageSchema>;

export const dependentApplicationSchema = z.object({
  id: applicationIdSchema,
  name: z.string(),
  activeTokens: z.number(),
});
export type DependentApplication = z.infer<typeof dependentApplicationSchema>;

/** A file with a private key, read but not imported yet. */
export const chosenKeyFileSchema = z.object({
  id: keyImportIdSchema,
  file: z.string(),
  /** Whether a passphrase opens it. */
  isEncrypted: z.boolean(),
});
export type ChosenKeyFile = z.infer<typeof chosenKeyFileSchema>;
