import { z } from 'zod';
import { DAY_MS } from '../time.ts';
import { applicationIdSchema, keysIdSchema, tokenIdSchema } from './ids.ts';

export const keyTypes = ['PRODUCTION', 'SANDBOX'] as const;
export type KeyType = (typeof keyTypes)[number];

/** The scope of a token with no selected scopes; WSO2's name for it. */
export const DEFAULT_SCOPE = 'default';

export const tokenStates = ['active', 'expired', 'revoked'] as const;
export type TokenState = (typeof tokenStates)[number];

/** A token as shown in lists, without the JWT. Times are milliseconds since the epoch. */
export const tokenSummarySchema = z.object({
  id: tokenIdSchema,
  keysId: keysIdSchema,
  applicationId: applicationIdSchema,
  applicationName: z.string(),
  keyType: z.enum(keyTypes),
  /** The newest token of its consumer key, as shown under **Production Keys**. */
  current: z.boolean(),
  /** Whether a new token would differ: in subscriptions, scopes, plan, key or issuer. */
  stale: z.boolean(),
  scopes: z.array(z.string()),
  apiCount: z.number(),
  issuer: z.string(),
  audience: z.array(z.string()),
  kid: z.string(),
  algorithm: z.string(),
  /** A `ProfileName`. */
  profile: z.string(),
  issuedAt: z.number(),
  expiresAt: z.number(),
  neverExpires: z.boolean(),
  revokedAt: z.number().nullable(),
  /** Bytes of the compact JWT: many servers refuse headers over 8 KB. */
  size: z.number(),
});

export type TokenSummary = z.infer<typeof tokenSummarySchema>;

/** Many servers refuse a request header that is longer, in bytes. */
export const TOKEN_SIZE_WARNING = 8 * 1024;

interface TokenTimes {
  readonly expiresAt: number;
  readonly neverExpires: boolean;
  readonly revokedAt: number | null;
}

/**
 * The state of a token at `now` (milliseconds since the epoch): computed, never stored. A token is
 * expired from the second of its `exp` on (RFC 7519 section 4.1.4: "on or after"). A token that is
 * revoked after it expired stays expired; if the clock was ahead and is corrected, it counts as
 * revoked.
 */
export function tokenState(token: TokenTimes, now: number): TokenState {
  const { expiresAt, neverExpires, revokedAt } = token;
  const isPast = !neverExpires && expiresAt <= now;
  if (revokedAt !== null && !(isPast && revokedAt >= expiresAt)) return 'revoked';
  return isPast ? 'expired' : 'active';
}

/** The tokens that a gateway still accepts. `now` in ms since the epoch. */
export function activeOf<T extends TokenTimes>(
  tokens: readonly T[],
  now: number = Date.now(),
): readonly T[] {
  return tokens.filter((token) => tokenState(token, now) === 'active');
}

/** Nothing is about to expire longer before, in ms. */
export const LONGEST_NOTICE_MS = 7 * DAY_MS;
/** Nor later than that before, in ms, unless it lasts shorter. */
export const SHORTEST_NOTICE_MS = 60_000;

/** The last tenth of a token's lifetime in ms, at least a minute and at most a week. */
export function expiryNoticeSpan(issuedAt: number, expiresAt: number): number {
  const lifetime = expiresAt - issuedAt;
  return Math.min(Math.max(lifetime / 10, SHORTEST_NOTICE_MS), LONGEST_NOTICE_MS, lifetime);
}

/** Whether an active token is about to expire, relative to its lifetime. */
export function isExpiring(
  token: TokenTimes & { readonly issuedAt: number },
  now: number,
): boolean {
  return (
    tokenState(token, now) === 'active' &&
    !token.neverExpires &&
    token.expiresAt - now <= expiryNoticeSpan(token.issuedAt, token.expiresAt)
  );
}
