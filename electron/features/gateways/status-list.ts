import { deflateSync } from 'node:zlib';
import { STATUS_PLACES, statusIndex } from '../issuing/status.ts';
import type { Revocation } from './revocations.ts';

interface StatusList {
  readonly issuer: string;
  /** Where verifiers find it: the `uri` of the tokens' claim. '' if none is set. */
  readonly uri: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly revoked: Iterable<Pick<Revocation, 'id'>>;
  /** Seconds for which a verifier may keep the list. */
  readonly keep?: number;
}

/** Seconds: an hour for a list that a person distributes. */
const KEEP = 3600;

/**
 * The claims of a Token Status List (draft-ietf-oauth-status-list, sections 4.2 and 5.1): one bit per
 * place, the first in the lowest bit of the first byte, 1 for a revoked token.
 */
export function statusListClaims({ issuer, uri, at, revoked, keep = KEEP }: StatusList) {
  const bytes = Buffer.alloc(STATUS_PLACES / 8);
  for (const { id } of revoked) {
    const place = statusIndex(id);
    const byte = place >> 3;
    bytes[byte] = (bytes[byte] ?? 0) | (1 << (place & 7));
  }
  const lst = deflateSync(bytes, { level: 9 }).toString('base64url');
  const sub = uri === '' ? issuer : uri;
  return { iss: issuer, sub, iat: Math.floor(at / 1000), ttl: keep, status_list: { bits: 1, lst } };
}
