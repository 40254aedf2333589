import { z } from 'zod';

/** The files for a gateway. */
export const gatewayFiles = [
  'jwks',
  'certificate',
  'haproxy',
  'revocations',
  'revocations-json',
  'revocations-map',
  'revocations-nginx',
  'revocations-apache',
  'revocations-jwt',
] as const;

/** Those that tell a gateway which tokens to refuse. */
export const revocationFiles = gatewayFiles.filter((file) => file.startsWith('revocations'));
export type GatewayFile = (typeof gatewayFiles)[number];

/** The public half of a signing key, as distributed to gateways. */
export const publicKeySchema = z.object({
  kid: z.string(),
  algorithm: z.string(),
  certificatePem: z.string(),
  /** SHA-256 of the certificate's DER, upper-case hex pairs with colons. */
  fingerprint: z.string(),
  createdAt: z.number(),
  certificateExpiresAt: z.number(),
});

/** When a file was last exported, and what it contained. */
export const gatewayExportSchema = z.object({
  file: z.enum(gatewayFiles),
  /** 1 for its first export. */
  number: z.number(),
  /** Milliseconds since the epoch. */
  exportedAt: z.number(),
  /** The keys in the file. */
  kids: z.array(z.string()),
  /** How many revoked tokens the file lists. */
  revoked: z.number(),
});
export type GatewayExport = z.infer<typeof gatewayExportSchema>;

export const gatewayViewSchema = z.object({
  issuer: z.string(),
  audience: z.array(z.string()),
  /** RFC 7517, pretty-printed. */
  jwks: z.string(),
  publicKeys: z.array(publicKeySchema),
  /** Revoked tokens whose `exp` is in the future: the ones a gateway's denylist needs. */
  revokedCount: z.number(),
  exports: z.array(gatewayExportSchema),
  /** How many were revoked since the last export of a revocation list; all if there was none. */
  revokedSinceExport: z.number(),
  /** When a revocation list was last exported, in ms since the epoch; null for never. */
  revocationsExportedAt: z.number().nullable(),
});

export type PublicKey = z.infer<typeof publicKeySchema>;
export type GatewayView = z.infer<typeof gatewayViewSchema>;
