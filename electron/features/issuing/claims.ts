import { versionedContext } from '../../../shared/domain/api.ts';
import type { Subscription } from '../../../shared/domain/subscription.ts';
import { DEFAULT_SCOPE, type KeyType } from '../../../shared/domain/token.ts';
import { MAX_VALIDITY_SECONDS, neverExpires } from '../../../shared/domain/validity.ts';

/** WSO2 puts this into `aut` of a token that stands for an application and for no person. */
const APPLICATION = 'APPLICATION';
/** The one tenant that a WSO2 without tenants has. */
const TENANT_DOMAIN = 'carbon.super';

/**
 * How many seconds two clocks may differ before that is more than jitter (RFC 7519 section 4.1.5:
 * "usually no more than a few minutes"). As far ahead a token may be dated, so as much our own
 * gateway's configuration has to forgive.
 */
export const CLOCK_SKEW_SECONDS = 60;

/** What a token says, but for its time and its id. */
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
  /** Only those that go into the token. */
  readonly subscriptions: readonly Subscription[];
  /** In the order of the page; none gives scope `default`. */
  readonly scopes: readonly string[];
  /** Whole seconds; negative never expires. */
  readonly validitySeconds: number;
}

export interface Issue {
  readonly jti: string;
  /** Whole seconds since the epoch. */
  readonly issuedAt: number;
}

/**
 * The claims of profile **Standard**: RFC 9068, and a superset of what WSO2's gateways read.
 *
 * `aud` is a string when there is one audience and an array when there are several, as RFC 7519
 * section 4.1.3 allows: WSO2 3.x expects the string.
 */
export function standardClaims(content: TokenContent, issue: Issue) {
  const [onlyAudience] = content.audience;
  return {
    iss: content.issuer,
    sub: content.consumerKey,
    aud:
      content.audience.length === 1 && onlyAudience !== undefined ? onlyAudience : content.audience,
    client_id: content.consumerKey,
    azp: content.consumerKey,
    iat: issue.issuedAt,
    nbf: issue.issuedAt,
    exp: issue.issuedAt + lifetime(content.validitySeconds),
    jti: issue.jti,
    scope: content.scopes.length === 0 ? DEFAULT_SCOPE : content.scopes.join(' '),
    aut: APPLICATION,
    keytype: content.keyType,
    consumerKey: content.consumerKey,
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
 * Seconds from `iat` to `exp`. A token that never expires carries `exp` too: two WSO2 gateways
 * dereference it without a null check, and beyond 2^53 JavaScript readers corrupt it.
 */
function lifetime(validitySeconds: number): number {
  return neverExpires(validitySeconds) ? MAX_VALIDITY_SECONDS : validitySeconds;
}
