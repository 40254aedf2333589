import type { SigningKey } from '../../../shared/domain/signing-key.ts';
import type { JoseHeader } from '../../base/context/signer.ts';
import { type Issue, standardClaims, type TokenContent } from './claims.ts';

/** A token before it is signed. */
export interface UnsignedToken {
  readonly header: JoseHeader;
  readonly claims: Readonly<Record<string, unknown>>;
}

/**
 * How a token is written for its readers. It is told the key, since a header may name the
 * certificate that the key has (`x5t`, RFC 7515 section 4.1.7).
 */
export type Profile = (content: TokenContent, issue: Issue, key: SigningKey) => UnsignedToken;

/** A profile, and what the ledger calls it. */
export interface NamedProfile {
  readonly name: string;
  readonly write: Profile;
}

/** The claim profiles. A new profile is a new row. */
export const profiles = {
  /** RFC 9068 section 2.1. */
  standard: (content, issue) => ({
    header: { typ: 'at+jwt' },
    claims: standardClaims(content, issue),
  }),
} as const satisfies Readonly<Record<string, Profile>>;
