import { z } from 'zod';
import { type EngineId, engineIds } from './engines/engine.ts';
import { signingAlgorithms } from './signing-key.ts';
import { profileNames } from './token-form.ts';

/** Files for any engine. */
export const commonFiles = [
  'jwks',
  'certificate',
  'public-keys',
  'certificates',
  'issuer',
] as const;

/** Those that tell a gateway which tokens to refuse. */
export const revocationFiles = [
  'revocations',
  'revocations-json',
  'revocations-map',
  'revocations-nginx',
  'revocations-apache',
  'revocations-jwt',
  'status-list',
] as const;

/** The files for a gateway; an engine's is its configuration, with all that it reads. */
export const gatewayFiles = [...commonFiles, ...revocationFiles, ...engineIds] as const;
export type GatewayFile = (typeof gatewayFiles)[number];
export type CommonFile = (typeof commonFiles)[number];
export type RevocationFile = (typeof revocationFiles)[number];

export function isRevocationFile(file: GatewayFile): file is RevocationFile {
  return revocationFiles.some((one) => one === file);
}

export function isEngine(file: GatewayFile): file is EngineId {
  return engineIds.some((id) => id === file);
}

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
  issuer: z.string(),
  audience: z.array(z.string()),
  profiles: z.array(z.enum(profileNames)),
});

/** What an exported file is missing: if anything is, it must be exported again. */
export const exportChangesSchema = z.object({
  file: z.enum(gatewayFiles),
  /** How many published keys it doesn't have, and how many of its keys are no longer published. */
  newKeys: z.number(),
  oldKeys: z.number(),
  issuer: z.boolean(),
  audience: z.boolean(),
  /** Tokens of a profile that it doesn't know. */
  profiles: z.boolean(),
  /** Tokens revoked since. */
  revoked: z.number(),
  /** Whether older tokens of a consumer key are refused since (“not before”). */
  cutOff: z.boolean(),
});
export type ExportChanges = z.infer<typeof exportChangesSchema>;

export function hasChanged(changes: ExportChanges): boolean {
  const { newKeys, oldKeys, issuer, audience, profiles, revoked, cutOff } = changes;
  return issuer || audience || profiles || cutOff || newKeys + oldKeys + revoked > 0;
}

/** The files of one engine, as they would be exported now. */
export const engineViewSchema = z.object({
  /** The main file; the end is left out of a very long one. */
  config: z.string(),
  isCut: z.boolean(),
  /** Paths relative to the main file, with `/`. */
  companions: z.array(z.string()),
});

/** What can be copied without passing the page. */
export const copyableSchema = z.union([z.enum(['jwks', 'issuer', 'audience']), z.enum(engineIds)]);
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
  /** One for each of `exports`. */
  changes: z.array(exportChangesSchema),
  profile: z.enum(profileNames),
  algorithm: z.enum(signingAlgorithms),
  /** How many were revoked since the last export of a revocation list; all if there was none. */
  revokedSinceExport: z.number(),
  /** When a revocation list was last exported, in ms since the epoch; null for never. */
  revocationsExportedAt: z.number().nullable(),
});

export type PublicKey = z.infer<typeof publicKeySchema>;
export type GatewayView = z.infer<typeof gatewayViewSchema>;
