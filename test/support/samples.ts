import type { ApiSummary } from '../../shared/domain/api.ts';
import type {
  Application,
  ApplicationSummary,
  TokenGlance,
} from '../../shared/domain/application.ts';
import type { BulkIssue } from '../../shared/domain/bulk.ts';
import type { BusinessPlan } from '../../shared/domain/business-plan.ts';
import {
  apiIdSchema,
  applicationIdSchema,
  bulkIssueIdSchema,
  businessPlanIdSchema,
  keysIdSchema,
  subscriptionIdSchema,
  tokenIdSchema,
} from '../../shared/domain/ids.ts';
import type { KeysView } from '../../shared/domain/keys.ts';
import type { Subscription } from '../../shared/domain/subscription.ts';
import type { TokenSummary } from '../../shared/domain/token.ts';

/** A UUID that differs from others in its last digits. */
function uuid(kind: number, n: number): string {
  return `0000000${kind}-0000-4000-8000-${String(n).padStart(12, '0')}`;
}

export const applicationId = (n: number) => applicationIdSchema.parse(uuid(1, n));
export const apiId = (n: number) => apiIdSchema.parse(uuid(2, n));
export const planId = (n: number) => businessPlanIdSchema.parse(uuid(3, n));
export const subscriptionId = (n: number) => subscriptionIdSchema.parse(uuid(4, n));
export const keysId = (n: number) => keysIdSchema.parse(uuid(5, n));
export const tokenId = (n: number) => tokenIdSchema.parse(uuid(6, n));

/** A bulk job that was announced: 12 of 14 tokens would be re-generated. */
export function aBulkIssue(patch: Partial<BulkIssue> = {}): BulkIssue {
  return {
    id: bulkIssueIdSchema.parse(uuid(7, 1)),
    kind: 'regenerate',
    createdAt: Date.now(),
    startedAt: null,
    endedAt: null,
    total: 14,
    open: 12,
    issued: 0,
    revokes: 10,
    neverExpiring: 0,
    longestSeconds: 3600,
    left: [{ code: 'token/not-current', count: 2 }],
    ...patch,
  };
}

/** A token of one hour, issued a minute ago. */
export function aGlance(more: Partial<TokenGlance> = {}): TokenGlance {
  const issuedAt = Date.now() - 60_000;
  return {
    issuedAt,
    expiresAt: issuedAt + 3_600_000,
    neverExpires: false,
    revokedAt: null,
    ...more,
  };
}

export function aSummary(n: number, more: Partial<ApplicationSummary> = {}): ApplicationSummary {
  return {
    id: applicationId(n),
    name: `Application ${n}`,
    description: '',
    perTokenQuota: 'Unlimited',
    owner: '',
    group: '',
    attributes: {},
    isFavourite: false,
    subscriptionCount: 0,
    production: null,
    sandbox: null,
    createdAt: n,
    updatedAt: n,
    ...more,
  };
}

export function anApplication(n: number, more: Partial<Application> = {}): Application {
  return { ...aSummary(n), number: n, activeTokenCount: 0, ...more };
}

export const plans: readonly BusinessPlan[] = ['Bronze', 'Silver', 'Gold', 'Unlimited'].map(
  (name, index) => ({
    id: planId(index + 1),
    name,
    description: '',
    requestsPerMinute: name === 'Unlimited' ? null : 1000 * (index + 1),
    subscriptionCount: 0,
  }),
);

export function anApi(n: number, more: Partial<ApiSummary> = {}): ApiSummary {
  return {
    id: apiId(n),
    name: `API ${n}`,
    version: '1.0.0',
    context: `/api${n}`,
    provider: '',
    businessPlanIds: plans.map(({ id }) => id),
    scopeCount: 0,
    applicationCount: 0,
    updatedAt: n,
    ...more,
  };
}

export function aSubscription(n: number, more: Partial<Subscription> = {}): Subscription {
  return {
    id: subscriptionId(n),
    applicationId: applicationId(1),
    apiId: apiId(n),
    apiName: `API ${n}`,
    apiVersion: '1.0.0',
    apiContext: `/api${n}`,
    apiProvider: '',
    businessPlanId: planId(1),
    businessPlanName: 'Bronze',
    state: 'UNBLOCKED',
    createdAt: n,
    ...more,
  };
}

export function aToken(n: number, more: Partial<TokenSummary> = {}): TokenSummary {
  return {
    ...aGlance(),
    id: tokenId(n),
    keysId: keysId(1),
    applicationId: applicationId(1),
    applicationName: 'Petshop',
    keyType: 'PRODUCTION',
    current: true,
    stale: false,
    scopes: ['default'],
    apiCount: 1,
    issuer: 'https://latchkey.localhost',
    audience: ['https://api.example'],
    kid: 'a-thumbprint',
    algorithm: 'RS256',
    profile: 'standard',
    size: 1200,
    ...more,
  };
}

/** The keys view before any keys were generated. */
export function aKeysView(more: Partial<KeysView> = {}): KeysView {
  return {
    keys: null,
    token: null,
    coverage: { added: [], removed: [], replanned: [] },
    staleReasons: [],
    scopes: [],
    defaultValiditySeconds: 3600,
    keepsOldToken: false,
    notBefore: null,
    clockBehindSeconds: 0,
    ...more,
  };
}

/** The keys view with a current token. */
export function issuedKeys(more: Partial<KeysView> = {}): KeysView {
  return aKeysView({
    keys: { id: keysId(1), consumerKey: 'ck_Abcdefghijklmnopqrstuvwxy', createdAt: 1 },
    token: aToken(1),
    ...more,
  });
}
