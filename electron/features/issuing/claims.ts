import { versionedContext } from '../../../shared/domain/api.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';
import { DEFAULT_SCOPE, type KeyType } from '../../../shared/domain/token.ts';
import { MAX_VALIDITY_SECONDS, neverExpires } from '../../../shared/domain/validity.ts';

/** WSO2's `aut` for a token that belongs to an application and not to a person. */
const APPLICATION = 'APPLICATION';
/** WSO2's default tenant. */
const TENANT_DOMAIN = 'carbon.super';

/**
 * Tolerated clock skew in seconds (RFC 7519 section 4.1.5: "usually no more than a few minutes"). A
 * token's validity starts this long before its `iat`, and our gateway configuration allows as much.
 */
export const CLOCK_SKEW_SECONDS = 60;

/** The content of a token, except its time of issue and its id. */
export interface TokenContent {
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly owner: string;
  readonly keyType: KeyType;
  readonly consumerKey: string;
  readonly application: {
    readonly number: number;
    readonly id: string;
    readonly name: string;
    readonly perTokenQuota: string;
  };
  /** Only the subscriptions that go into the token. */
  readonly subscriptions: readonly Subscription[];
  /** In the order of the page; if empty, the token gets the scope `default`. */
  readonly scopes: readonly string[];
  /** Whole seconds; a negative number never expires. */
  readonly validitySeconds: number;
  /** Where the Token Status List is; '' for a token without the claim `status`. */
  readonly statusListUri: string;
}

export interface Issue {
  readonly jti: string;
  /** Whole seconds since the epoch. */
  readonly issuedAt: number;
}

/** The claims of RFC 9068, and those that WSO2's gateways read. Profile **Lean** has no others. */
export function leanClaims(content: TokenContent, issue: Issue) {
  return {
    iss: content.issuer,
    sub: content.consumerKey,
    aud: audienceClaim(content.audience),
    client_id: content.consumerKey,
    azp: content.consumerKey,
    iat: issue.issuedAt,
    nbf: notBefore(issue),
    exp: expiry(content, issue),
    jti: issue.jti,
    scope: scopeClaim(content),
    aut: APPLICATION,
    keytype: content.keyType,
    consumerKey: content.consumerKey,
  };
}

/** The claims of profile **Standard**: RFC 9068, and a superset of what WSO2's gateways read. */
export function standardClaims(content: TokenContent, issue: Issue) {
  return { ...leanClaims(content, issue), ...subscriptionClaims(content) };
}

/** What WSO2 API Manager 3.x writes, which has no `nbf`. */
export function wso2Version3Claims(content: TokenContent, issue: Issue) {
  return {
    sub: content.owner,
    aud: audienceClaim(content.audience),
    iss: content.issuer,
    scope: scopeClaim(content),
    keytype: content.keyType,
    consumerKey: content.consumerKey,
    iat: issue.issuedAt,
    exp: expiry(content, issue),
    jti: issue.jti,
    ...subscriptionClaims(content),
  };
}

/** What WSO2 API Manager 4.x writes: the client comes first in `aud`. */
export function wso2Version4Claims(content: TokenContent, issue: Issue) {
  const others = content.audience.filter((audience) => audience !== content.consumerKey);
  return {
    iss: content.issuer,
    sub: content.consumerKey,
    aut: APPLICATION,
    aud: [content.consumerKey, ...others],
    azp: content.consumerKey,
    client_id: content.consumerKey,
    nbf: notBefore(issue),
    iat: issue.issuedAt,
    exp: expiry(content, issue),
    jti: issue.jti,
    scope: scopeClaim(content),
  };
}

function subscriptionClaims(content: TokenContent) {
  return {
    application: {
      id: content.application.number,
      uuid: content.application.id,
      name: content.application.name,
      owner: content.owner,
      tier: content.application.perTokenQuota,
    },
    subscribedAPIs: content.subscriptions.map((subscription) => ({
      name: subscription.apiName,
      context: versionedContext(subscription.apiContext, subscription.apiVersion),
      version: subscription.apiVersion,
      publisher: subscription.apiProvider === '' ? content.owner : subscription.apiProvider,
      subscriptionTier: subscription.businessPlanName,
      subscriberTenantDomain: TENANT_DOMAIN,
    })),
    tierInfo: Object.fromEntries(
      content.subscriptions.map((subscription) => [
        subscription.businessPlanName,
        { stopOnQuotaReach: true, spikeArrestLimit: 0, spikeArrestUnit: null },
      ]),
    ),
  };
}

/**
 * A string when there is one audience and an array when there are several, as RFC 7519 section
 * 4.1.3 allows: WSO2 3.x expects the string.
 */
function audienceClaim(audience: readonly string[]): string | readonly string[] {
  const [only] = audience;
  return audience.length === 1 && only !== undefined ? only : audience;
}

function scopeClaim({ scopes }: TokenContent): string {
  return scopes.length === 0 ? DEFAULT_SCOPE : scopes.join(' ');
}

/** Of 32 verifiers, two thirds refused a fresh token when their clock was 20 s behind. */
function notBefore({ issuedAt }: Issue): number {
  return issuedAt - CLOCK_SKEW_SECONDS;
}

/**
 * A token that never expires carries `exp` too: two WSO2 gateways dereference it without a null
 * check, and beyond 2^53 JavaScript readers corrupt it.
 */
function expiry({ validitySeconds }: TokenContent, { issuedAt }: Issue): number {
  return issuedAt + (neverExpires(validitySeconds) ? MAX_VALIDITY_SECONDS : validitySeconds);
}
