import { type TokenState, type TokenSummary, tokenState } from '../../../shared/domain/token.ts';
import type { Secret } from '../../base/crypto/secret.ts';

/**
 * A token as written to a file. The consumer secret is left out: the file is meant to be handed to
 * an API caller, who could get new tokens elsewhere with the secret.
 */
export interface ExportedToken {
  readonly application: string;
  readonly applicationId: string;
  readonly keyType: TokenSummary['keyType'];
  readonly state: TokenState;
  readonly consumerKey: string;
  /** RFC 6750. */
  readonly tokenType: 'Bearer';
  /** In plain text; '' if it was deleted after it had expired. */
  readonly accessToken: string;
  readonly scopes: readonly string[];
  readonly issuer: string;
  readonly kid: string;
  readonly algorithm: string;
  readonly jti: string;
  /** ISO 8601 in UTC. */
  readonly issuedAt: string;
  /** ISO 8601 in UTC: the token's `exp`, even if the token never expires. */
  readonly expiresAt: string;
  readonly neverExpires: boolean;
  /** ISO 8601 in UTC; null unless it is revoked. */
  readonly revokedAt: string | null;
}

/** What a file says of a token. */
type Facts = Pick<
  TokenSummary,
  | 'id'
  | 'applicationId'
  | 'applicationName'
  | 'keyType'
  | 'scopes'
  | 'issuer'
  | 'kid'
  | 'algorithm'
  | 'issuedAt'
  | 'expiresAt'
  | 'neverExpires'
  | 'revokedAt'
>;

export interface ChosenToken {
  readonly summary: Facts;
  readonly consumerKey: string;
  /** The sealed JWT; null if it was deleted after it had expired. */
  readonly sealed: Buffer | null;
}

/** @param now milliseconds since the epoch, for the state. */
export function exportedToken(
  { summary, consumerKey }: Pick<ChosenToken, 'summary' | 'consumerKey'>,
  jwt: Secret | null,
  now: number,
): ExportedToken {
  return {
    application: summary.applicationName,
    applicationId: summary.applicationId,
    keyType: summary.keyType,
    state: tokenState(summary, now),
    consumerKey,
    tokenType: 'Bearer',
    accessToken: jwt?.expose() ?? '',
    scopes: summary.scopes,
    issuer: summary.issuer,
    kid: summary.kid,
    algorithm: summary.algorithm,
    jti: summary.id,
    issuedAt: new Date(summary.issuedAt).toISOString(),
    expiresAt: new Date(summary.expiresAt).toISOString(),
    neverExpires: summary.neverExpires,
    revokedAt: summary.revokedAt === null ? null : new Date(summary.revokedAt).toISOString(),
  };
}
