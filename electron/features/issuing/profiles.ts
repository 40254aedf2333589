import { X509Certificate } from 'node:crypto';
import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import { type ProfileName, profileMarks } from '../../../shared/domain/token-form.ts';
import type { JoseHeader } from '../../base/context/signer.ts';
import {
  type Issue,
  leanClaims,
  standardClaims,
  type TokenContent,
  wso2Version3Claims,
  wso2Version4Claims,
} from './claims.ts';

/** A token before it is signed. */
export interface UnsignedToken {
  readonly header: JoseHeader;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * Writes a token's header and claims. It gets the key, because a header may name the key's
 * certificate (`x5t`, RFC 7515 section 4.1.7).
 */
export type Profile = (
  content: TokenContent,
  issue: Issue,
  key: Pick<SigningKey, 'certificatePem'>,
) => UnsignedToken;

/** A profile, and its name in the ledger. */
export interface NamedProfile {
  readonly name: string;
  readonly write: Profile;
}

/** In a preview, stands in for the certificate of a key that doesn't exist yet. */
export const UNKNOWN_CERTIFICATE = { certificatePem: '' } as const;

/** The claim profiles. A new profile is a new row. */
export const profiles = {
  standard: (content, issue) => ({
    header: { typ: profileMarks.standard.typ },
    claims: standardClaims(content, issue),
  }),
  jwt: (content, issue) => ({
    header: { typ: profileMarks.jwt.typ },
    claims: standardClaims(content, issue),
  }),
  lean: (content, issue) => ({
    header: { typ: profileMarks.lean.typ },
    claims: leanClaims(content, issue),
  }),
  'wso2-3': (content, issue, key) => ({
    header: { typ: profileMarks['wso2-3'].typ, x5t: wso2Thumbprint(key.certificatePem) },
    claims: wso2Version3Claims(content, issue),
  }),
  'wso2-4': (content, issue, key) => ({
    header: { typ: profileMarks['wso2-4'].typ, x5t: wso2Thumbprint(key.certificatePem) },
    claims: wso2Version4Claims(content, issue),
  }),
} as const satisfies Readonly<Record<ProfileName, Profile>>;

/**
 * Base64url of the **hex** of the certificate's SHA-1 digest, by which WSO2 looks up certificates.
 * RFC 7515 section 4.1.7 defines it as base64url of the digest itself.
 */
function wso2Thumbprint(certificatePem: string): string {
  if (certificatePem === UNKNOWN_CERTIFICATE.certificatePem) return '?'.repeat(54);
  const { fingerprint } = new X509Certificate(certificatePem);
  const hex = fingerprint.replaceAll(':', '').toLowerCase();
  return Buffer.from(hex, 'ascii').toString('base64url');
}
