import type { Issue, TokenContent } from './claims.ts';

/** Hex digits of a `jti` that are a token's place in the Token Status List. */
export const STATUS_DIGITS = 6;

/** Places in the list. */
export const STATUS_PLACES = 16 ** STATUS_DIGITS;

/**
 * A token's place in the Token Status List: the beginning of its random `jti`, so that places tell
 * nothing about when a token was issued. No two tokens share one.
 */
export function statusIndex(jti: string): number {
  return Number.parseInt(jti.slice(0, STATUS_DIGITS), 16);
}

/** The claim `status` (draft-ietf-oauth-status-list, section 6), where it is wanted. */
export function statusClaim({ statusListUri: uri }: TokenContent, { jti }: Issue): object {
  if (uri === '') return {};
  const index = statusIndex(jti);
  // A preview doesn't know the place yet.
  const idx = Number.isNaN(index) ? '?'.repeat(STATUS_DIGITS) : index;
  return { status: { status_list: { idx, uri } } };
}
